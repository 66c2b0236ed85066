using System.Text.Json;

namespace EventCollab.Learning.Models.Trees;

/// <summary>
/// Takes the trees out of a model as XGBoost writes it (JSON, 1.0 and later). Numbers are written with as many digits as give the
/// same bits back.
/// </summary>
internal static class BoosterJson
{
    public static IReadOnlyList<Tree> Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var outputs = Array.Empty<int>();
        var trees = new List<TreeNode[]>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("tree_info"u8))
            {
                outputs = Values(ref reader, static (ref Utf8JsonReader number) => number.GetInt32());
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("trees"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    trees.Add(ReadTree(ref reader));
                }
            }
        }

        return [.. trees.Select((nodes, index) => new Tree(outputs[index], nodes))];
    }

    private static TreeNode[] ReadTree(ref Utf8JsonReader reader)
    {
        int[] left = [], right = [], features = [], missingLeft = [];
        float[] values = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("left_children"u8))
            {
                left = Wholes(ref reader);
            }
            else if (reader.ValueTextEquals("right_children"u8))
            {
                right = Wholes(ref reader);
            }
            else if (reader.ValueTextEquals("split_indices"u8))
            {
                features = Wholes(ref reader);
            }
            else if (reader.ValueTextEquals("split_conditions"u8))
            {
                values = Values(ref reader, static (ref Utf8JsonReader number) => number.GetSingle());
            }
            else if (reader.ValueTextEquals("default_left"u8))
            {
                missingLeft = Values(ref reader, Flag);
            }
            else
            {
                reader.Skip();
            }
        }

        var nodes = new TreeNode[left.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = left[i] < 0
                ? new TreeNode(TreeNode.Leaf, values[i], 0, 0, 0)
                : new TreeNode(features[i], values[i], left[i], right[i], missingLeft[i]);
        }

        return nodes;
    }

    private delegate T Parse<T>(ref Utf8JsonReader number);

    private static int[] Wholes(ref Utf8JsonReader reader) => Values(ref reader, static (ref Utf8JsonReader number) => number.GetInt32());

    /// <summary>Written as a number up to XGBoost 1.7, and as a truth value by some versions before it.</summary>
    private static int Flag(ref Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.True => 1,
        JsonTokenType.False => 0,
        _ => value.GetInt32(),
    };

    private static T[] Values<T>(ref Utf8JsonReader reader, Parse<T> parse)
    {
        var values = new List<T>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(parse(ref reader));
        }

        return [.. values];
    }
}
