using System.Reflection;
using System.Runtime.CompilerServices;

namespace EventCollab.Contracts.Tests;

public sealed class WireFormatPageTests
{
    [Fact]
    public void The_page_lists_every_message_with_its_fields_in_order()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "wire-format.md"));

        foreach (var record in ContractFields.Messages.Concat(ContractFields.Records.Except(ContractFields.Messages)))
        {
            rows.ShouldContain(Row(record));
        }
    }

    private static string Row(Type record)
    {
        var nullability = new NullabilityInfoContext();
        var fields = ContractFields.Of(record).Select(field => field.Property.Name + Mark(field.Property, nullability));
        return $"| `{record.Name}` | {string.Join(", ", fields)} |";
    }

    private static string Mark(PropertyInfo property, NullabilityInfoContext nullability)
    {
        if (nullability.Create(property).WriteState == NullabilityState.Nullable)
        {
            return "?";
        }

        return property.IsDefined(typeof(RequiredMemberAttribute)) ? string.Empty : "=";
    }
}
