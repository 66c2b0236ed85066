namespace EventCollab.Learning.Models.Trees;

/// <summary>One regression tree.</summary>
/// <param name="Output">The output it adds to, 0 .. K - 1.</param>
/// <param name="Nodes">The root first; children follow their parent.</param>
internal sealed record Tree(int Output, TreeNode[] Nodes);
