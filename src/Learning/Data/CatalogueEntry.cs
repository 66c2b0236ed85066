namespace EventCollab.Learning.Data;

/// <summary>A data set known by name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="File">Where it lies below a data root.</param>
/// <param name="Task">What is predicted.</param>
/// <param name="Rows">Number of rows, for listings.</param>
/// <param name="Columns">Number of feature columns, for listings.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Licence">What is known of its licence.</param>
/// <param name="Layout">Set where the columns are an image's pixels.</param>
public sealed record CatalogueEntry(
    string Name, string File, PredictionTask Task, int Rows, int Columns, string Origin, string Licence, ImageLayout? Layout = null)
{
    public const string Target = "target";
}
