using System.Diagnostics.CodeAnalysis;

namespace EventCollab.Contracts;

/// <summary>Identity of one joint training job. Given or random; it never enters a final hash.</summary>
public readonly record struct CollaborationId(Guid Value)
{
    public static CollaborationId New() => new(Guid.NewGuid());

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes, or any other form of a Guid.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CollaborationId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new CollaborationId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("N");
}
