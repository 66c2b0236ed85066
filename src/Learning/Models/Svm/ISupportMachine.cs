using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>What stands on support vectors and makes scores of their kernel values.</summary>
internal interface ISupportMachine
{
    /// <summary>K.</summary>
    int Width { get; }

    SupportVectors Vectors { get; }

    /// <summary>Writes all but the vectors.</summary>
    void Write(ModelWriter writer);

    /// <param name="kernel">One row's kernel values.</param>
    /// <param name="scores">K.</param>
    void Decide(ReadOnlySpan<double> kernel, Span<float> scores);
}
