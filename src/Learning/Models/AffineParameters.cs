namespace EventCollab.Learning.Models;

/// <summary>An affine map while it is trained. Parameters belong to no dispose scope: who makes them disposes them.</summary>
internal sealed record AffineParameters(Parameter Weight, Parameter Bias) : IDisposable
{
    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }
}
