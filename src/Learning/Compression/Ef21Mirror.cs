using EventCollab.Learning.Compression.Memory;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression;

/// <summary>
/// The receiver's copy g of one organization's EF21 update. Messages may be lost, doubled or late: those that do not follow on the last one
/// that was applied change nothing. Between rounds it belongs in a store: a coordinator that loads one after another, in the order of
/// organizations, needs memory for one.
/// </summary>
public sealed class Ef21Mirror
{
    private const string FileKind = " mirror";

    private static readonly PlainScheme Plain = new();

    private readonly Scheme _scheme;
    private readonly CompressionLayout _layout;
    private readonly float[] _values;

    internal Ef21Mirror(Scheme scheme, CompressionLayout layout)
    {
        _scheme = scheme;
        _layout = layout;
        _values = new float[layout.Count];
    }

    /// <summary>The sender's messages that are in the copy.</summary>
    public uint Sequence { get; private set; }

    /// <summary>g, the layout's count of elements.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <exception cref="CompressionException">Not a message of this scheme and layout; the copy is as it was.</exception>
    public MirrorResult Apply(ReadOnlySpan<byte> message)
    {
        var header = UpdateHeader.Read(message);
        var scheme = header.Kind == UpdateKind.Copy ? Plain : _scheme;
        scheme.Check(message, header, _layout);
        switch (header.Kind)
        {
            case UpdateKind.Copy when header.Sequence > Sequence:
                scheme.Overwrite(message, _layout, header.Seed, _values);
                break;
            case UpdateKind.Difference when header.Sequence > Sequence:
                if (header.BaseSequence != Sequence || header.Sequence != Sequence + 1)
                {
                    return MirrorResult.Gap;
                }

                var sink = UpdateSink.Onto(_values.AsSpan(), 1);
                scheme.Send(message, _layout, header.Seed, ref sink);
                break;
            case UpdateKind.Update:
                throw new CompressionException("the message is an update, not what differs from the last.");
            default:
                return MirrorResult.Duplicate;
        }

        Sequence = header.Sequence;
        return MirrorResult.Applied;
    }

    /// <summary>For an organization that lost its memory and begins anew.</summary>
    public void Reset()
    {
        _values.AsSpan().Clear();
        Sequence = 0;
    }

    public void Save(Stream stream) =>
        MemoryFile.Write(stream, _scheme.Expression + FileKind, _layout.Fingerprint, new MemoryState(0, Sequence, false), [_values]);

    /// <summary>Of a mirror that was just made.</summary>
    /// <exception cref="CompressionException">The bytes are no such copy; the mirror has to be made anew.</exception>
    public void Load(Stream stream) => Sequence = MemoryFile.Read(stream, _scheme.Expression + FileKind, _layout.Fingerprint, _ => [_values]).Sequence;
}
