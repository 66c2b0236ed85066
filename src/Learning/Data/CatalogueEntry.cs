using EventCollab.Learning.Data.Images;

namespace EventCollab.Learning.Data;

/// <summary>A data set known by name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Path">Its file, or for images its folder, below a data root.</param>
/// <param name="Task">What is predicted.</param>
/// <param name="Rows">Number of rows, both parts of an official split together.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Licence">What is known of its licence.</param>
public sealed record CatalogueEntry(string Name, string Path, PredictionTask Task, int Rows, string Origin, string Licence)
{
    public const string Target = "target";

    /// <summary>The shape of one image, or of the columns that are an image's pixels; null for other tables.</summary>
    public ImageLayout? Layout { get; init; }

    /// <summary>Number of feature columns of a table.</summary>
    public int Columns { get; init; }

    public int? Classes { get; init; }

    /// <summary>True where <see cref="Path"/> is a folder of images with an official split.</summary>
    public bool IsImages { get; init; }

    /// <summary>What a reader of results on it must know beside missing cells; null where there is nothing.</summary>
    public string? Caution { get; init; }

    /// <summary>True where cells of its table are missing.</summary>
    public bool MissingCells { get; init; }

    /// <summary>Its files with their hashes.</summary>
    public required IReadOnlyList<CatalogueFile> Files { get; init; }

    /// <summary>Where its publisher, or who stands in for it, offers the files; empty where no archive with listed hashes is offered.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Columns of its table that are no features unless asked for.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>What a reader must know, missing cells included where nothing fills them; null where there is nothing.</summary>
    public string? CautionWhere(bool filled) => MissingCells && !filled ? string.Join("; ", new[] { "cells are missing (--impute)", Caution }.Where(part => part is not null)) : Caution;

    /// <summary>Rows x columns, or images and their size.</summary>
    public string Size => IsImages ? $"{Rows} images {Layout}" : $"{Rows} x {Columns}";
}
