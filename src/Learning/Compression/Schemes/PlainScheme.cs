using System.Runtime.InteropServices;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary><c>none</c>: float32 as it is; 32 d bits.</summary>
internal sealed class PlainScheme() : Scheme(Name)
{
    public const string Name = "none";

    public override CompressionKind Kind => CompressionKind.Exact;

    protected override long SectionLength(in TensorPlace place) => place.Count * (long)sizeof(float);

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section) =>
        MemoryMarshal.AsBytes(values).CopyTo(section);

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place) => FixedOrder.FirstBeyond(Floats(section), LargestValue) < 0;

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink) =>
        sink.Add(place.Offset, Floats(section));

    private static ReadOnlySpan<float> Floats(ReadOnlySpan<byte> section) => MemoryMarshal.Cast<byte, float>(section);
}
