namespace EventCollab.Cli.Running;

/// <summary>
/// Holds a service's folder for one process: two on one journal or one store would each undo what the other has written.
/// The system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "lock";

    /// <summary>EWOULDBLOCK: what Linux answers where another process has the lock.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CliException">The folder cannot be written, or another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new CliException($"{folder}: another service runs on this folder; end it first, or choose another with --run-dir.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{folder}: the service's folder cannot be written ({ErrorText.OneLine(error.Message)}); choose another with --run-dir.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
