namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Gives every column its role; a name that no column has, and two roles for one column, are refused.</summary>
internal static class CsvRoles
{
    public static ColumnRole[] Of(string source, IReadOnlyList<string> names, TableFormat format)
    {
        var roles = new ColumnRole[names.Count];
        foreach (var name in format.Categorical)
        {
            roles[Position(name, "categorical", "--categorical")] = ColumnRole.Category;
        }

        foreach (var name in format.Excluded)
        {
            var position = Position(name, "excluded", "--exclude");

            // What is asked for by name is not left out with the catalogue's exclusions.
            roles[position] = roles[position] == ColumnRole.Category ? ColumnRole.Category : ColumnRole.Ignored;
        }

        Give(format.Group, "group", "--partition by-column=COLUMN", role => role == ColumnRole.Category ? role : ColumnRole.Group);
        Give(format.Target, "target", "--target", role => role == ColumnRole.Category ? ColumnRole.TargetCategory : ColumnRole.Target);
        Give(format.Id, "id", "--id", _ => ColumnRole.Id);
        return Array.Exists(roles, role => role is ColumnRole.Number or ColumnRole.Category)
            ? roles
            : throw new DataException($"{source}: there is no feature column beside target and id.");

        int Position(string name, string role, string option)
        {
            for (var position = 0; position < names.Count; position++)
            {
                if (names[position] == name)
                {
                    return position;
                }
            }

            throw new DataException($"{source}: there is no {role} column '{name}'{NearestName.Hint(name, names)}; name one of the header's columns with {option}.");
        }

        void Give(string? name, string role, string option, Func<ColumnRole, ColumnRole> change)
        {
            if (name is null)
            {
                return;
            }

            var position = Position(name, role, option);
            roles[position] = roles[position] is ColumnRole.Target or ColumnRole.TargetCategory or ColumnRole.Group
                ? throw new DataException($"{source}: column '{name}' cannot be both the {(roles[position] == ColumnRole.Group ? "group" : "target")} and the {role}.")
                : change(roles[position]);
        }
    }
}
