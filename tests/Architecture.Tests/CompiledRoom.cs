using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EventCollab.Architecture.Tests;

/// <summary>What a room's assembly really refers to, read from its metadata without loading it.</summary>
internal sealed class CompiledRoom
{
    private const string Prefix = "EventCollab.";

    public CompiledRoom(string room)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{Prefix}{room}.dll");
        File.Exists(path).ShouldBeTrue($"the architecture tests have no reference to the room {room}");
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        Assemblies = [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
        Types = [.. metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle)).Select(type =>
            $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }

    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>Foreign types that the room's code mentions, among them those whose members it calls.</summary>
    public IReadOnlyList<string> Types { get; }

    public IEnumerable<string> Rooms =>
        Assemblies.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]);
}
