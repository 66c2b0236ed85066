using System.Diagnostics;
using EventCollab.Learning.Models;

namespace EventCollab.LearnersBench;

/// <summary>Each case learned by both sides in turns.</summary>
/// <param name="peers">The other side.</param>
/// <param name="alternations">How often.</param>
internal sealed class Bench(Peers peers, int alternations)
{
    public Row Measure(Case subject)
    {
        var folder = Directory.CreateTempSubdirectory("learners-bench-").FullName;
        try
        {
            CaseFiles.Write(subject, folder);
            var difference = Compare(subject, folder);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var i = 0; i < alternations; i++)
            {
                ours.Add(Own(subject));
                theirs.Add(Peer(subject, folder));
            }

            return new Row(subject, ours, theirs, difference);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One run of each side that is not timed warms up as well.</summary>
    private double Compare(Case subject, string folder)
    {
        var fits = subject.Fit().Predict(subject.Features);
        peers.Run(subject.Kind == LocalModelKind.Gb ? "boost" : "svm", folder);
        if (subject.Kind == LocalModelKind.Svm)
        {
            peers.Run("svm-predict", folder);
        }

        var theirs = CaseFiles.Fits(subject, folder);
        if (subject.Kind == LocalModelKind.Gb || subject.Classes == 0)
        {
            return fits.Zip(theirs, (own, other) => Math.Abs((double)own - other)).Max();
        }

        return theirs.Where((label, row) => (int)label != Best(fits.AsSpan(row * subject.Classes, subject.Classes))).Count() / (double)theirs.Length;
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
        {
            best = scores[k] > scores[best] ? k : best;
        }

        return best;
    }

    /// <summary>Boosting with the prediction of the training rows on both sides, as Python has no fit without its matrices; svm-train only trains.</summary>
    private static double Own(Case subject)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var model = subject.Fit();
        if (subject.Kind == LocalModelKind.Gb)
        {
            model.Predict(subject.Features);
        }

        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }

    private double Peer(Case subject, string folder) => subject.Kind == LocalModelKind.Gb
        ? peers.Run("boost", folder)
        : peers.Run("svm", folder) - peers.Run("svm-load", folder);
}
