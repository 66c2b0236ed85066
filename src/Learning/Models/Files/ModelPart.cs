namespace EventCollab.Learning.Models.Files;

/// <summary>What of a model a file holds.</summary>
internal enum ModelPart : byte
{
    /// <summary>All of it.</summary>
    Whole = 0,

    /// <summary>A round's head; the extractor that it needs is kept apart.</summary>
    Head = 1,

    /// <summary>The extractor that several rounds share.</summary>
    Extractor = 2,
}
