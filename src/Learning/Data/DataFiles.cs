namespace EventCollab.Learning.Data;

/// <summary>What the file system refuses becomes one line that names the file.</summary>
internal static class DataFiles
{
    /// <exception cref="DataException">The file system refuses.</exception>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException($"{path}: cannot be read: {OneLine(error)}", error);
        }
    }

    /// <inheritdoc cref="Reading"/>
    public static T Writing<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be written: {OneLine(error)}", error);
        }
    }

    public static string OneLine(Exception error) => error.Message.ReplaceLineEndings(" ");
}
