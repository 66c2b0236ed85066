using System.Runtime.InteropServices;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>powersgd</c> (Vogels, Karimireddy, Jaggi, NeurIPS 2019): a tensor as a matrix of its first size times the rest, as P Q^T of rank r by
/// power iterations from the last message's Q. Each organization does so alone and sends both factors, 32 r (n + m) bits, so one message a
/// round suffices. Tensors of which that would not be a gain, and vectors, go as they are.
/// </summary>
/// <param name="expression">Canonical.</param>
/// <param name="rank">r, at most 256.</param>
/// <param name="iterations">Of each message, from the left and the right.</param>
/// <param name="gain">How many times shorter the factors must be.</param>
internal sealed class PowerSgdScheme(string expression, int rank, int iterations, double gain) : Scheme(expression)
{
    public const string Name = "powersgd";

    private const uint Purpose = 5;

    /// <summary>Columns are orthonormal; the rest is rounding.</summary>
    private const float LargestOfBasis = 1.001f;

    public override CompressionKind Kind => CompressionKind.Biased;

    protected override long SectionLength(in TensorPlace place) =>
        sizeof(float) * (IsFactored(place) ? rank * ((long)place.Rows + place.Columns) : place.Count);

    protected override int MemoryOf(in TensorPlace place) => IsFactored(place) ? rank * place.Columns : 0;

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var floats = MemoryMarshal.Cast<byte, float>(section);
        if (!IsFactored(place))
        {
            values.CopyTo(floats);
            return;
        }

        var left = floats[..(rank * place.Rows)];
        var right = floats[(rank * place.Rows)..];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Start(memory, place, seed, iteration);
            Multiply(values, place, memory, left);
            Orthonormalize(left, place.Rows);
            MultiplyTransposed(values, place, left, memory);
        }

        memory.CopyTo(right);
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place)
    {
        var floats = MemoryMarshal.Cast<byte, float>(section);
        return IsFactored(place)
            ? FixedOrder.FirstBeyond(floats[..(rank * place.Rows)], LargestOfBasis) < 0
                && FixedOrder.FirstBeyond(floats[(rank * place.Rows)..], LargestScale) < 0
            : FixedOrder.FirstBeyond(floats, LargestValue) < 0;
    }

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var floats = MemoryMarshal.Cast<byte, float>(section);
        if (!IsFactored(place))
        {
            sink.Add(place.Offset, floats);
            return;
        }

        var left = floats[..(rank * place.Rows)];
        var right = floats[(rank * place.Rows)..];
        var scratch = RentBlock();
        for (var row = 0; row < place.Rows; row++)
        {
            for (var start = 0; start < place.Columns; start += BlockLength)
            {
                var block = scratch.AsSpan(0, Math.Min(BlockLength, place.Columns - start));
                block.Clear();
                for (var r = 0; r < rank; r++)
                {
                    FixedOrder.AddScaled(right.Slice((r * place.Columns) + start, block.Length), left[(r * place.Rows) + row], block);
                }

                sink.Add(place.Offset + (row * place.Columns) + start, block);
            }
        }

        Return(scratch);
    }

    private bool IsFactored(in TensorPlace place) =>
        rank <= Math.Min(place.Rows, place.Columns) && place.Count > gain * rank * ((double)place.Rows + place.Columns);

    /// <summary>Columns of the last message's Q, normed, for Q grows with the values; one that vanished (or never was) starts at random.</summary>
    private void Start(Span<float> memory, in TensorPlace place, long seed, int iteration)
    {
        for (var r = 0; r < rank; r++)
        {
            var column = memory.Slice(r * place.Columns, place.Columns);
            var size = Math.Sqrt(FixedOrder.SumOfSquares(column));
            if (size >= SmallestScale)
            {
                FixedOrder.Scale(column, (float)(1 / size));
                continue;
            }

            var random = new Philox(seed, place.Index, Purpose);
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = unchecked((int)random.Word((uint)i, (uint)((iteration * rank) + r))) * (1f / (1u << 31));
            }
        }
    }

    /// <summary>P = M Q.</summary>
    private void Multiply(ReadOnlySpan<float> matrix, in TensorPlace place, ReadOnlySpan<float> right, Span<float> left)
    {
        for (var row = 0; row < place.Rows; row++)
        {
            var values = matrix.Slice(row * place.Columns, place.Columns);
            for (var r = 0; r < rank; r++)
            {
                left[(r * place.Rows) + row] = (float)FixedOrder.Dot(values, right.Slice(r * place.Columns, place.Columns));
            }
        }
    }

    /// <summary>Q = M^T P.</summary>
    private void MultiplyTransposed(ReadOnlySpan<float> matrix, in TensorPlace place, ReadOnlySpan<float> left, Span<float> right)
    {
        right.Clear();
        for (var row = 0; row < place.Rows; row++)
        {
            var values = matrix.Slice(row * place.Columns, place.Columns);
            for (var r = 0; r < rank; r++)
            {
                FixedOrder.AddScaled(values, left[(r * place.Rows) + row], right.Slice(r * place.Columns, place.Columns));
            }
        }
    }

    /// <summary>Gram and Schmidt, each column twice: once leaves a float's rounding times the condition number. What depends on others becomes 0.</summary>
    private void Orthonormalize(Span<float> left, int rows)
    {
        for (var r = 0; r < rank; r++)
        {
            var column = left.Slice(r * rows, rows);
            var before = Math.Sqrt(FixedOrder.SumOfSquares(column));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var other = 0; other < r; other++)
                {
                    var basis = left.Slice(other * rows, rows);
                    FixedOrder.AddScaled(basis, (float)-FixedOrder.Dot(column, basis), column);
                }
            }

            var size = Math.Sqrt(FixedOrder.SumOfSquares(column));
            if (size < SmallestScale || size < 1e-6 * before)
            {
                column.Clear();
            }
            else
            {
                FixedOrder.Scale(column, (float)(1 / size));
            }
        }
    }
}
