using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace EventCollab.Contracts;

/// <summary>
/// Name of an organization: 1 to 63 characters of a-z, 0-9 and '-', beginning with a letter or digit.
/// It becomes part of queue names and file names, so nothing else is ever accepted from the wire.
/// Ordered by code point; this order is the fixed order of every sum.
/// </summary>
public readonly record struct OrganizationId : IComparable<OrganizationId>
{
    private const int MaxLength = 63;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private readonly string? _value;

    /// <exception cref="FormatException">The name holds other characters or is too long.</exception>
    public OrganizationId(string value)
    {
        if (!IsValid(value))
        {
            throw new FormatException($"'{value}' is not an organization's name: use 1 to {MaxLength} characters of a-z, 0-9 and '-'.");
        }

        _value = value;
    }

    public string Value => _value ?? throw new InvalidOperationException("An organization id was never set.");

    public static bool TryParse([NotNullWhen(true)] string? text, out OrganizationId id)
    {
        id = default;
        if (!IsValid(text))
        {
            return false;
        }

        id = new OrganizationId(text);
        return true;
    }

    public int CompareTo(OrganizationId other) => string.CompareOrdinal(_value, other._value);

    public override string ToString() => _value ?? string.Empty;

    public static bool operator <(OrganizationId left, OrganizationId right) => left.CompareTo(right) < 0;

    public static bool operator >(OrganizationId left, OrganizationId right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrganizationId left, OrganizationId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrganizationId left, OrganizationId right) => left.CompareTo(right) >= 0;

    private static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && text[0] != '-'
        && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
