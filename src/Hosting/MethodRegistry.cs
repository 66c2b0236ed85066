using System.Collections.Frozen;
using EventCollab.Learning;

namespace EventCollab.Hosting;

/// <summary>The methods that a service knows, by the name in the terms. A new method is one more element of the list.</summary>
/// <exception cref="ArgumentException">Two methods have one name.</exception>
public sealed class MethodRegistry(params IEnumerable<IMethod> methods)
{
    private readonly FrozenDictionary<string, IMethod> _methods =
        methods.ToDictionary(method => method.Name, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _methods.Keys.Order(StringComparer.Ordinal)];

    /// <returns>Null where no method has this name.</returns>
    public IMethod? Find(string name) => _methods.GetValueOrDefault(name);

    /// <exception cref="MethodException">No method has this name; the message lists those that there are.</exception>
    public IMethod Require(string name) => Find(name)
        ?? throw new MethodException($"There is no method '{Excerpt.Of(name)}'; there are {string.Join(", ", Names)}.");
}
