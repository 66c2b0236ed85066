using System.Diagnostics;
using System.Security.Cryptography;

namespace EventCollab.Learning.Compression.Tests;

/// <summary>The same bytes on every machine: hashes that are written down here, and processes whose vector instructions are taken away.</summary>
public sealed class DeterminismTests
{
    private const string Child = "EVENTCOLLAB_COMPRESSION_CHILD";

    /// <summary>SHA-256 of two messages and what they decode to, first eight bytes. A change here is a change of the format: raise the version.</summary>
    [Theory]
    [InlineData("none", "ed969efed65f304e")]
    [InlineData("int16", "3064b65bb3d5b4c5")]
    [InlineData("topk:0.01", "ad6cd36480f957c4")]
    [InlineData("topk:0.4", "0f0f46535fad7f9b")]
    [InlineData("topk:10", "031a7c4cf04b60e8")]
    [InlineData("randomk:0.03", "812e5c873b587548")]
    [InlineData("randomk:10,mask=shared", "48382d6a37cf87ec")]
    [InlineData("qsgd:1", "3479382bd9ca57ad")]
    [InlineData("qsgd:16", "e8896a413fcafadb")]
    [InlineData("qsgd:64,scale=tensor", "fab48c94cea021cd")]
    [InlineData("terngrad", "da410cf60fb081bd")]
    [InlineData("terngrad,clip=2.5", "c17e82643ce8b1bf")]
    [InlineData("sign", "d8e914b6a4ab113b")]
    [InlineData("scaledsign", "a4010d898fd8c772")]
    [InlineData("onebit", "4eff7dd69b0dbcc6")]
    [InlineData("powersgd:2", "f812da87617c606c")]
    [InlineData("powersgd:4,iterations=2,gain=2", "d35cc9b055da3a90")]
    [InlineData("drive", "5f7a6e1572b09bc3")]
    [InlineData("drive,scale=error", "8a744ebe3c86cc72")]
    [InlineData("eden:0.3", "cf239d5128ba3061")]
    [InlineData("eden:1", "7230e5da552bd822")]
    [InlineData("eden:1.5", "40a38ae409f587c0")]
    [InlineData("eden:2", "6b564e2c075adfc8")]
    [InlineData("eden:3", "1691bb09b7990c96")]
    [InlineData("eden:4", "770bbcafab72523c")]
    [InlineData("eden:4,scale=error", "63cbad4fd47f42e1")]
    [InlineData("topk:0.01+ef", "ca506a3f2a769398")]
    public void Bytes_and_values_are_those_written_down(string expression, string hash) => Hash(expression).ShouldBe(hash, expression);

    [Fact]
    public void Every_scheme_is_written_down() =>
        typeof(DeterminismTests).GetMethod(nameof(Bytes_and_values_are_those_written_down))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length
            .ShouldBe(Some.Expressions.Length + 1);

    /// <summary>Scalar code, 128, 256 and 512 bits, unoptimised and optimised code: this test class again, in processes of their own.</summary>
    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("DOTNET_EnableAVX", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [InlineData("DOTNET_JITMinOpts", "1")]
    public void Processors_of_other_widths_make_the_same_bytes(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(Child) is not null)
        {
            return;
        }

        var program = Environment.ProcessPath!;
        var test = $"{typeof(DeterminismTests).FullName}.{nameof(Bytes_and_values_are_those_written_down)}";
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(DeterminismTests).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. host, "-method", test]) { RedirectStandardOutput = true };
        start.Environment[variable] = value;
        start.Environment[Child] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain($"Total: {Some.Expressions.Length + 1}");
    }

    private static string Hash(string expression)
    {
        // Numbers without logarithms, whose last bit differs between machines: sums of uniform ones.
        var (layout, random) = (Some.Model(), new RandomSource(42));
        float[] values = [.. Enumerable.Range(0, layout.Count).Select(_ => (float)(random.NextDouble() + random.NextDouble() - random.NextDouble() - random.NextDouble()))];
        var (compressor, encoder) = (CompressionExpression.Parse(expression).Compressor, CompressionExpression.Parse(expression).CreateEncoder(layout));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var round = 1; round <= 2; round++)
        {
            var (message, decoded) = (new byte[encoder.MessageLength], new float[layout.Count]);
            encoder.Encode(values, Some.Seed(round), message);
            encoder.Acknowledge(round);
            compressor.Decode(message, layout, decoded);
            hash.AppendData(message);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(decoded.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);
    }
}
