using System.Diagnostics;
using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>A foreign implementation, python3-msgpack, reads what we write and writes what we read.</summary>
public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>
    /// Each line in: an expression and our bytes. Each line out: whether our bytes mean the expression's value to
    /// Python, and Python's bytes for it.
    /// </summary>
    private const string Script =
        """
        import sys, msgpack
        T, E = msgpack.Timestamp, msgpack.ExtType
        for line in sys.stdin:
            expression, ours = line.rstrip("\n").split("\t")
            read = msgpack.unpackb(bytes.fromhex(ours), strict_map_key=False)
            value = eval(expression) if expression else read
            print(repr(read) == repr(value), msgpack.packb(value).hex(), sep="\t", flush=True)
        """;

    [Fact]
    public async Task Python_reads_our_bytes_and_writes_the_same()
    {
        var cases = Cases().Select(pair => (pair.Expression, Bytes: Wire.Hex(pair.Write))).ToList();

        var answers = await AskAsync(cases);

        for (var i = 0; i < cases.Count; i++)
        {
            answers[i].ShouldBe($"True\t{cases[i].Bytes}", cases[i].Expression);
        }
    }

    [Fact]
    public async Task Messages_written_again_by_python_are_read_as_they_were()
    {
        var messages = MessageTypes.All
            .SelectMany(type => Enumerable.Range(0, 10).Select(seed => (ICollaborationMessage)new RandomContracts(seed).Next(type.Type)))
            .Concat(Samples.All)
            .ToList();
        var cases = messages.Select(message => (string.Empty, Convert.ToHexStringLower(ContractCodec.EncodeMessage(message))));

        var answers = await AskAsync([.. cases]);

        for (var i = 0; i < messages.Count; i++)
        {
            var decoded = ContractCodec.Decode(messages[i].GetType(), Convert.FromHexString(answers[i].Split('\t')[1]));
            ContractFields.ShouldBeSame(decoded, messages[i], $"message {i}");
        }
    }

    private static IEnumerable<(string Expression, Action<MessagePackWriter> Write)> Cases()
    {
        yield return ("None", writer => writer.WriteNil());
        yield return ("True", writer => writer.Write(true));
        yield return ("False", writer => writer.Write(false));
        for (var power = 0; power < 64; power++)
        {
            foreach (var offset in (int[])[-1, 0, 1])
            {
                var value = unchecked((1L << power) + offset);
                yield return ($"{value}", writer => writer.Write(value));
                yield return ($"{unchecked(-value)}", writer => writer.Write(unchecked(-value)));
            }
        }

        yield return ("2**64 - 1", writer => writer.Write(ulong.MaxValue));
        yield return ("0.1", writer => writer.Write(0.1));
        yield return ("-0.0", writer => writer.Write(-0.0));
        yield return ("float('-inf')", writer => writer.Write(double.NegativeInfinity));
        yield return ("float('nan')", writer => writer.Write(BitConverter.Int64BitsToDouble(0x7ff8000000000000)));
        yield return ("5e-324", writer => writer.Write(double.Epsilon));
        foreach (var length in (int[])[0, 1, 31, 32, 255, 256, 65535, 65536])
        {
            var bytes = Enumerable.Repeat((byte)'x', length).ToArray();
            yield return ($"'x' * {length}", writer => writer.Write(new string('x', length)));
            yield return ($"b'x' * {length}", writer => writer.WriteBinary(bytes));
            yield return ($"E(42, b'x' * {length})", writer => writer.WriteExtension(42, bytes));
        }

        foreach (var length in (int[])[2, 4, 8, 16, 17])
        {
            yield return ($"E(7, bytes({length}))", writer => writer.WriteExtension(7, new byte[length]));
        }

        yield return ("'é€😀\\0'", writer => writer.Write("é€😀\0"));
        yield return ("T(0, 0)", writer => writer.Write(DateTimeOffset.UnixEpoch));
        yield return ("T(1, 100)", writer => writer.Write(DateTimeOffset.UnixEpoch.AddTicks(10_000_001)));
        yield return ("T(2**32, 0)", writer => writer.Write(DateTimeOffset.FromUnixTimeSeconds(1L << 32)));
        yield return ("T(2**34, 0)", writer => writer.Write(DateTimeOffset.FromUnixTimeSeconds(1L << 34)));
        yield return ("T(-1, 999999900)", writer => writer.Write(DateTimeOffset.UnixEpoch.AddTicks(-1)));
        foreach (var count in (int[])[0, 15, 16, 65535, 65536])
        {
            yield return ($"[None] * {count}", writer => WriteList(writer, count));
            yield return ($"{{i: [i] for i in range({count})}}", writer => WriteMap(writer, count));
        }
    }

    private static void WriteList(MessagePackWriter writer, int count)
    {
        writer.WriteArrayHeader(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteNil();
        }
    }

    private static void WriteMap(MessagePackWriter writer, int count)
    {
        writer.WriteMapHeader(count);
        for (var i = 0; i < count; i++)
        {
            writer.Write((long)i);
            writer.WriteArrayHeader(1);
            writer.Write((long)i);
        }
    }

    /// <summary>One process for the whole batch, which is longer than a pipe: lines go in while answers come out.</summary>
    private static async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<(string Expression, string Bytes)> cases)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is missing; install python3-msgpack");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            Environment = { ["PYTHONIOENCODING"] = "utf-8" },
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            foreach (var (expression, bytes) in cases)
            {
                await process.StandardInput.WriteAsync($"{expression}\t{bytes}\n");
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Python ended early; what it said on its error stream follows.
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen((await errors).Contains("No module named 'msgpack'", StringComparison.Ordinal), "python3-msgpack is not installed");
        (await errors).ShouldBeEmpty();
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
