namespace EventCollab.Torch;

/// <summary>Writes a whole file or leaves the one that is there: a process that dies on the way damages no saved model.</summary>
internal static class AtomicFile
{
    internal static void Write(string location, Action<BinaryWriter> write)
    {
        // Beside the target: a rename is atomic only within one file system.
        var temporary = $"{location}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                write(writer);
                writer.Flush();
                // Else a crash of the machine may leave the new name on a file without its bytes.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, location, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
