namespace EventCollab.Contracts;

/// <summary>Name, element type and shape of one tensor of a payload.</summary>
public sealed record TensorDescriptor
{
    [Field(0)] public required string Name { get; init; }

    [Field(1)] public required ElementType Type { get; init; }

    [Field(2)] public required IReadOnlyList<long> Shape { get; init; }
}
