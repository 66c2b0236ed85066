using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Trees;

/// <summary>
/// A sum of trees: score_k(x) = base_k + sum of the leaves that x reaches in the trees of output k. Plain values; it needs no
/// XGBoost, and adds the leaves in the order and precision in which XGBoost does.
/// </summary>
internal sealed class TreesModel : ILocalModel
{
    private const int MostBlockRows = 512;
    private const int MostBlockValues = 1 << 22;

    private readonly ModelHeader _header;
    private readonly double[] _bases;
    private readonly IReadOnlyList<Tree> _trees;

    /// <param name="header">What it was fitted on.</param>
    /// <param name="bases">K.</param>
    /// <param name="trees">In the order in which they were grown.</param>
    public TreesModel(ModelHeader header, double[] bases, IReadOnlyList<Tree> trees) => (_header, _bases, _trees) = (header, bases, trees);

    public IReadOnlyList<Tree> Trees => _trees;

    /// <exception cref="MethodException">The bytes are not such a model.</exception>
    public static TreesModel Load(byte[] model) => ModelFile.Read(
        model, LocalModelKind.Gb, ModelPart.Whole, (header, reader) => Read(header, ModelReader.Rest(reader)));

    /// <param name="header">Its beginning, checked.</param>
    /// <param name="body">What follows.</param>
    /// <exception cref="MethodException">It does not.</exception>
    internal static TreesModel Read(ModelHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ModelReader(body, "boosted trees");
        var bases = reader.Doubles(header.Width);
        var trees = new Tree[reader.Count(sizeof(int) * 2)];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = ReadTree(ref reader, header.Columns, header.Width);
        }

        reader.End();
        return new TreesModel(header, bases, trees);
    }

    public float[] Predict(IFeatures features)
    {
        var scores = _header.Outputs(features);
        var (rows, width) = (features.Rows, _bases.Length);

        // A row may have 2^26 columns.
        var blockRows = Math.Clamp(MostBlockValues / features.Columns, 1, Math.Min(MostBlockRows, Math.Max(rows, 1)));
        var block = new float[blockRows * features.Columns];
        for (var first = 0; first < rows; first += blockRows)
        {
            var count = Math.Min(blockRows, rows - first);
            features.ReadRange(first, count, block);
            AddLeaves(block, scores.AsSpan(first * width, count * width));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)(_bases[i % width] + scores[i]);
        }

        return scores;
    }

    public byte[] Save() => ModelFile.Write(_header, writer => writer.Write(Body()));

    internal byte[] Body()
    {
        using var writer = new ModelWriter();
        writer.Add<double>(_bases).Add(_trees.Count);
        foreach (var tree in _trees)
        {
            writer.Add(tree.Output).Add(tree.Nodes.Length).Add<TreeNode>(tree.Nodes);
        }

        return writer.ToArray();
    }

    private static Tree ReadTree(ref ModelReader reader, int columns, int width)
    {
        var output = reader.Whole(0, width - 1);
        var nodes = reader.Many<TreeNode>(reader.Whole(1, int.MaxValue));
        for (var i = 0; i < nodes.Length; i++)
        {
            // Children behind their parent: a walk to a leaf ends.
            var node = nodes[i];
            var isLeaf = node.Feature == TreeNode.Leaf;
            var isSplit = node.Feature >= 0 && node.Feature < columns && node.Left > i && node.Left < nodes.Length && node.Right > i && node.Right < nodes.Length;
            if (!float.IsFinite(node.Value) || !(isLeaf || isSplit))
            {
                throw reader.Refuse($"node {i} of a tree leads nowhere");
            }
        }

        return new Tree(output, nodes);
    }

    /// <summary>Tree by tree over a block of rows, so that both stay in the cache.</summary>
    private void AddLeaves(ReadOnlySpan<float> block, Span<float> sums)
    {
        var (columns, width) = (_header.Columns, _bases.Length);
        foreach (var tree in _trees)
        {
            ReadOnlySpan<TreeNode> nodes = tree.Nodes;
            for (int place = tree.Output, start = 0; place < sums.Length; place += width, start += columns)
            {
                sums[place] += LeafOf(nodes, block.Slice(start, columns));
            }
        }
    }

    private static float LeafOf(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<float> row)
    {
        ref readonly var node = ref nodes[0];
        while (node.Feature != TreeNode.Leaf)
        {
            var value = row[node.Feature];
            node = ref nodes[value < node.Value || (node.MissingLeft != 0 && float.IsNaN(value)) ? node.Left : node.Right];
        }

        return node.Value;
    }
}
