using System.Collections;
using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Modules in a list whose parameters are found, under the names 0, 1, 2 and so on.</summary>
public sealed class ModuleList<T> : nn.Module, IReadOnlyList<T>
    where T : nn.Module
{
    private readonly List<T> _list = [];

    internal ModuleList(IEnumerable<T> modules)
        : base("ModuleList")
    {
        foreach (var module in modules)
        {
            Add(module);
        }
    }

    public int Count => _list.Count;

    public T this[int index] => _list[index];

    public void Add(T module)
    {
        register_module($"{_list.Count}", module);
        _list.Add(module);
    }

    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
