using System.Reflection;

namespace EventCollab.Contracts.Tests;

/// <summary>The contracts seen by reflection, independently of the codec.</summary>
internal static class ContractFields
{
    public static IReadOnlyList<Type> Messages { get; } =
        [.. typeof(ICollaborationMessage).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(ICollaborationMessage)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Every record that has a wire form: the messages and what lies in them.</summary>
    public static IReadOnlyList<Type> Records { get; } =
        [.. typeof(ICollaborationMessage).Assembly.GetTypes()
            .Where(type => Of(type).Count > 0)
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<(PropertyInfo Property, int Position)> Of(Type type) =>
        [.. type.GetProperties()
            .Select(property => (Property: property, Field: property.GetCustomAttribute<FieldAttribute>()))
            .Where(pair => pair.Field is not null)
            .Select(pair => (pair.Property, pair.Field!.Position))
            .OrderBy(pair => pair.Position)];

    /// <summary>Compares by value: records hold lists and memories, which .NET compares by reference.</summary>
    public static void ShouldBeSame(object? actual, object? expected, string path)
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive)
        {
            actual.ShouldBe(expected, path);
        }
        else if (expected is ReadOnlyMemory<byte> bytes)
        {
            ((ReadOnlyMemory<byte>)actual).Span.SequenceEqual(bytes.Span).ShouldBeTrue(path);
        }
        else if (expected is System.Collections.IEnumerable list)
        {
            var expectedItems = list.Cast<object>().ToList();
            var actualItems = ((System.Collections.IEnumerable)actual).Cast<object>().ToList();
            actualItems.Count.ShouldBe(expectedItems.Count, path);
            for (var i = 0; i < expectedItems.Count; i++)
            {
                ShouldBeSame(actualItems[i], expectedItems[i], $"{path}[{i}]");
            }
        }
        else if (Of(expected.GetType()) is { Count: > 0 } fields)
        {
            actual.ShouldBeOfType(expected.GetType(), path);
            foreach (var (property, _) in fields)
            {
                ShouldBeSame(property.GetValue(actual), property.GetValue(expected), $"{path}.{property.Name}");
            }
        }
        else
        {
            actual.ShouldBe(expected, path);
        }
    }
}
