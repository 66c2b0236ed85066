using EventCollab.Hosting;
using EventCollab.Learning.Methods.AddOne;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Prediction;

namespace EventCollab.Cli.Running;

/// <summary>The methods that this program knows. A new method is one more line.</summary>
internal static class Methods
{
    public static MethodRegistry Create() => new(new GalMethod(), new GalPredictMethod(), new AddOneMethod());
}
