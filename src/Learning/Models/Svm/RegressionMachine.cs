using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>K regressions on one set of support vectors: fit_k(x) = sum_i coefficient_ki kernel(x, s_i) - rho_k.</summary>
/// <param name="vectors">Those of all outputs together, so that each kernel value is computed once.</param>
/// <param name="coefficients">K x Count.</param>
/// <param name="rho">K.</param>
internal sealed class RegressionMachine(SupportVectors vectors, double[] coefficients, double[] rho) : ISupportMachine
{
    public int Width => rho.Length;

    public SupportVectors Vectors => vectors;

    public static RegressionMachine Read(ref ModelReader reader, SupportVectors vectors, int width) =>
        new(vectors, reader.Doubles((long)width * vectors.Count), reader.Doubles(width));

    public void Write(ModelWriter writer) => writer.Add<double>(coefficients).Add<double>(rho);

    public void Decide(ReadOnlySpan<double> kernel, Span<float> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            var own = coefficients.AsSpan(k * vectors.Count, vectors.Count);
            var sum = 0.0;
            for (var i = 0; i < own.Length; i++)
            {
                sum += own[i] * kernel[i];
            }

            scores[k] = (float)(sum - rho[k]);
        }
    }
}
