using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EventCollab.TorchBench;

/// <summary>
/// The file that gives both sides the same first weights and data: a line of JSON (name, type and shape of each tensor), then
/// the bytes of each, one after the other.
/// </summary>
internal static class Exchange
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Draws weights and data for one workload. The classes are drawn patterns under noise: the loss falls and does not vanish.</summary>
    public static void Write(string path, Workload workload, int batch)
    {
        using var scope = NewDisposeScope();
        manual_seed(20);
        using var net = Networks.Make(workload.Network);
        var samples = (long)Workload.Batches * batch;
        var y = randint(0, Workload.Classes, [samples]);
        var x = (randn([Workload.Classes, .. workload.Shape]) * 0.3).index_select(0, y) + randn([samples, .. workload.Shape]);

        var tensors = net.state_dict();
        tensors.Add("data.x", x);
        tensors.Add("data.y", y);
        using var file = File.Create(path);
        var entries = tensors.Select(entry => new Entry(entry.Key, entry.Value.dtype == int64 ? "i64" : "f32", entry.Value.shape)).ToList();
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entries, Json) + "\n"));
        foreach (var tensor in tensors.Values)
        {
            file.Write(tensor.bytes);
        }
    }

    /// <summary>The tensors by name, in the current scope.</summary>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = File.OpenRead(path);
        List<byte> line = [];
        for (var next = file.ReadByte(); next is not '\n' and not -1; next = file.ReadByte())
        {
            line.Add((byte)next);
        }

        return JsonSerializer.Deserialize<List<Entry>>(Encoding.UTF8.GetString([.. line]), Json)!.ToDictionary(entry => entry.Name, entry => Read(file, entry));
    }

    private static Tensor Read(Stream file, Entry entry)
    {
        var count = entry.Shape.Aggregate(1L, (product, size) => product * size);
        return entry.Kind == "i64" ? tensor(Numbers<long>(file, count), entry.Shape) : tensor(Numbers<float>(file, count), entry.Shape);
    }

    private static T[] Numbers<T>(Stream file, long count)
        where T : unmanaged
    {
        var numbers = new T[count];
        file.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private sealed record Entry(string Name, string Kind, long[] Shape);
}
