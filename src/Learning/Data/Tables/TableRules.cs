namespace EventCollab.Learning.Data.Tables;

/// <summary>How a table's values become features; what is learnt is learnt from training rows.</summary>
public sealed record TableRules
{
    /// <summary>What stands in for a missing number; of categories it is always the most frequent one. Null: nothing may be missing.</summary>
    public Imputation? Imputation { get; init; }

    public CategoryEncoding Encoding { get; init; }

    public UnseenCategory Unseen { get; init; }
}
