using System.Buffers;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.OrgAgent;

/// <summary>A participant's models as files of one collaboration's folder. They stay when the collaboration has ended: prediction needs them.</summary>
internal sealed class FileModelStore(string folder, bool durable) : IModelStore
{
    private const string Extension = ".model";
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>The whole model is there under its name, or the one before is; never half of it.</summary>
    public void Save(string name, ReadOnlySpan<byte> model)
    {
        var path = PathOf(name);
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        var temporary = path + ".new";
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, model, 0);
            if (durable)
            {
                RandomAccess.FlushToDisk(handle);
            }
        }

        File.Move(temporary, path, overwrite: true);
        if (durable)
        {
            // The name too: the contribution leaves next, and prediction needs the model that it was made with.
            FolderSync.Flush(folder);
            if (isNew)
            {
                FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(folder))!);
            }
        }
    }

    public byte[]? Load(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private string PathOf(string name) =>
        name.Length is > 0 and <= 100 && name[0] != '.' && name.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? Path.Combine(folder, name + Extension)
            : throw new MethodException($"'{name}' cannot be a model's name: use letters, digits, '-', '_' and '.'.");
}
