using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Learning.Models.Files;

/// <summary>
/// The bytes of a saved model: <c>ECLM</c>, the format's version, SHA-256 of the rest, the header, then what the kind writes.
/// The hash comes before everything that is read by sizes, so a damaged file is never taken for a huge one.
/// </summary>
internal static class ModelFile
{
    private const byte Version = 1;
    private const int Prefix = 5;
    private const int HeaderStart = Prefix + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "ECLM"u8;

    public static byte[] Write(ModelHeader header, Action<BinaryWriter> body)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(stackalloc byte[SHA256.HashSizeInBytes]);
        header.Write(writer);
        body(writer);
        writer.Flush();
        var bytes = stream.ToArray();
        SHA256.HashData(bytes.AsSpan(HeaderStart), bytes.AsSpan(Prefix));
        return bytes;
    }

    /// <param name="model">What <see cref="Write"/> gave.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="part">What of it the bytes must hold.</param>
    /// <param name="body">Reads what the kind wrote, all of it.</param>
    /// <exception cref="MethodException">The bytes are not such a model, cut off, damaged, or go on after its end.</exception>
    public static T Read<T>(byte[] model, LocalModelKind kind, ModelPart part, Func<ModelHeader, BinaryReader, T> body) =>
        Peek(model, kind, part, (header, reader) =>
        {
            var read = body(header, reader);
            return reader.BaseStream.Position == reader.BaseStream.Length ? read : throw new InvalidDataException("it goes on after its end");
        });

    /// <summary>As <see cref="Read"/>, without reading to the end.</summary>
    public static T Peek<T>(byte[] model, LocalModelKind kind, ModelPart part, Func<ModelHeader, BinaryReader, T> body) => Guard(model, reader =>
    {
        var header = ModelHeader.Read(reader);
        return header.Kind == kind && header.Part == part
            ? body(header, reader)
            : throw new InvalidDataException($"it is {Named(header.Kind, header.Part)}, not {Named(kind, part)}");
    });

    /// <exception cref="MethodException">The bytes are not a model.</exception>
    public static ModelHeader ReadHeader(byte[] model) => Guard(model, ModelHeader.Read);

    private static string Named(LocalModelKind kind, ModelPart part) =>
        $"{(part == ModelPart.Whole ? "a" : part == ModelPart.Head ? "a head of" : "an extractor of")} {LocalLearners.NameOf(kind)}";

    private static T Guard<T>(byte[] model, Func<BinaryReader, T> read)
    {
        try
        {
            Check(model);
            using var reader = new BinaryReader(new MemoryStream(model, HeaderStart, model.Length - HeaderStart, writable: false), Encoding.UTF8);
            return read(reader);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or ExternalException)
        {
            // Native code explains itself over many lines, down to its own stack.
            var reason = exception is EndOfStreamException ? "it is cut off" : exception.Message.Split('\n')[0].TrimEnd('\r');
            throw new MethodException($"the saved model cannot be read: {reason.TrimEnd('.')}. Train it again.", exception);
        }
    }

    private static void Check(ReadOnlySpan<byte> model)
    {
        if (model.Length < HeaderStart || !model.StartsWith(Magic))
        {
            throw new InvalidDataException("it is not a model of this program");
        }

        if (model[Magic.Length] != Version)
        {
            throw new InvalidDataException($"it has format {model[Magic.Length]}; this program reads {Version}");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(model[HeaderStart..], hash);
        if (!hash.SequenceEqual(model[Prefix..HeaderStart]))
        {
            throw new InvalidDataException("it is cut off or damaged");
        }
    }
}
