using EventCollab.Contracts.Messages;

namespace EventCollab.Contracts.Tests;

public sealed class ContractShapeTests
{
    public static TheoryData<string> Records => [.. ContractFields.Records.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Records))]
    public void Positions_run_from_zero_without_gaps_and_none_is_used_twice(string record) =>
        ContractFields.Of(TypeOf(record)).Select(field => field.Position)
            .ShouldBe(Enumerable.Range(0, ContractFields.Of(TypeOf(record)).Count));

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_property_that_can_be_set_has_a_position(string record) =>
        TypeOf(record).GetProperties().Where(property => property.SetMethod is not null)
            .ShouldAllBe(property => property.IsDefined(typeof(FieldAttribute), false));

    [Theory]
    [MemberData(nameof(Records))]
    public void The_collaboration_round_step_and_organization_always_lead(string record)
    {
        var fields = ContractFields.Of(TypeOf(record)).Select(field => field.Property.Name).ToList();
        string[] identity = ["Collaboration", "Round", "Step", "Organization"];
        var leading = identity.Where(fields.Contains).ToList();
        if (leading.Contains("Collaboration"))
        {
            fields.Take(leading.Count).ShouldBe(leading);
        }
    }

    /// <summary>
    /// System check S5: no message has room for features, labels or model parameters. Numbers in bulk travel only as the
    /// bytes of a payload, whose tensors the plan names.
    /// </summary>
    [Fact]
    public void Only_payloads_and_their_parts_carry_bytes()
    {
        var carriers = ContractFields.Records
            .SelectMany(type => ContractFields.Of(type).Select(field => (Type: type, field.Property)))
            .Where(field => IsBulk(field.Property.PropertyType))
            .Select(field => $"{field.Type.Name}.{field.Property.Name}");

        carriers.ShouldBe([$"{nameof(Payload)}.{nameof(Payload.Inline)}", $"{nameof(PayloadPart)}.{nameof(PayloadPart.Bytes)}"]);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void No_field_is_named_after_features_labels_or_model_parameters(string record)
    {
        string[] words = ["feature", "label", "target", "parameter", "model", "gradient", "row"];
        foreach (var (property, _) in ContractFields.Of(TypeOf(record)))
        {
            words.ShouldAllBe(word => !property.Name.Contains(word, StringComparison.OrdinalIgnoreCase), property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Fields_hold_only_kinds_that_this_list_knows(string record)
    {
        foreach (var (property, _) in ContractFields.Of(TypeOf(record)))
        {
            IsKnown(property.PropertyType).ShouldBeTrue($"{record}.{property.Name}: {property.PropertyType}");
        }
    }

    [Fact]
    public void Every_carrier_of_a_payload_takes_another_and_keeps_the_rest()
    {
        foreach (var sample in Samples.All.OfType<IPayloadCarrier>())
        {
            var stripped = sample.WithPayload(sample.Payload! with { Inline = default });

            stripped.Payload!.Inline.IsEmpty.ShouldBeTrue();
            ContractFields.ShouldBeSame(stripped.WithPayload(sample.Payload!), sample, sample.GetType().Name);
        }

        Samples.All.OfType<IPayloadCarrier>().Count().ShouldBe(3);
    }

    private static Type TypeOf(string name) => ContractFields.Records.Single(type => type.FullName == name);

    /// <summary>Bytes, or a list of numbers other than a shape.</summary>
    private static bool IsBulk(Type type) =>
        type != typeof(string)
        && (type.IsArray
            || (type.IsGenericType && type.GetGenericArguments()[0] is { IsPrimitive: true } element
                && element != typeof(long) && Nullable.GetUnderlyingType(type) is null));

    private static bool IsKnown(Type type)
    {
        Type[] leaves =
        [
            typeof(bool), typeof(int), typeof(long), typeof(double), typeof(string), typeof(TimeSpan), typeof(ReadOnlyMemory<byte>),
            typeof(CollaborationId), typeof(OrganizationId), typeof(ContentHash),
        ];
        return leaves.Contains(type)
            || type.IsEnum
            || (Nullable.GetUnderlyingType(type) is { } inner && IsKnown(inner))
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                && type.GetGenericArguments()[0] is var element
                && (element == typeof(long) || (!element.IsPrimitive && IsKnown(element))))
            || ContractFields.Records.Contains(type);
    }
}
