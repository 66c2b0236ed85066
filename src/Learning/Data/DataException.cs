namespace EventCollab.Learning.Data;

/// <summary>A table, a split or a partition that cannot be used. The message is one line: which file, row and column, and what to do.</summary>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
