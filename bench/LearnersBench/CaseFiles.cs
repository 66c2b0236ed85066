using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EventCollab.Learning.Models;

namespace EventCollab.LearnersBench;

/// <summary>A case as the peers read it: raw values for Python, text with every digit for svm-train.</summary>
internal static class CaseFiles
{
    public static void Write(Case subject, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "shape"), $"{subject.Features.Rows} {subject.Features.Columns} {subject.Width} {subject.Classes}");
        File.WriteAllBytes(Path.Combine(folder, "features"), MemoryMarshal.AsBytes(subject.Features.Values.AsSpan()).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "targets"), MemoryMarshal.AsBytes(subject.Targets.AsSpan()).ToArray());
        if (subject.Kind == LocalModelKind.Svm)
        {
            var type = subject.Classes == 0 ? 3 : 0;
            // Not C and epsilon, although they are the learner's: svm-train reads options as float32, and its defaults are exact.
            File.WriteAllText(Path.Combine(folder, "arguments"), $"-q -s {type} -t 2 -g {Gamma(subject).ToString("R", CultureInfo.InvariantCulture)}");
            WriteText(subject, Path.Combine(folder, "rows"));
        }
    }

    /// <summary>What the peer predicted: raw values of Python, text of svm-predict.</summary>
    public static float[] Fits(Case subject, string folder)
    {
        var file = Path.Combine(folder, "fits");
        return subject.Kind == LocalModelKind.Svm
            ? [.. File.ReadLines(file).Select(line => (float)double.Parse(line, CultureInfo.InvariantCulture))]
            : MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
    }

    /// <summary>1 / (d var), as the learner sets it.</summary>
    private static double Gamma(Case subject)
    {
        var values = subject.Features.Values;
        var mean = values.Sum(value => (double)value) / values.Length;
        return 1 / (subject.Features.Columns * (values.Sum(value => (value - mean) * (value - mean)) / values.Length));
    }

    private static void WriteText(Case subject, string file)
    {
        var text = new StringBuilder();
        for (var row = 0; row < subject.Features.Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(double)subject.Targets[row]:R}");
            var values = subject.Features.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                text.Append(CultureInfo.InvariantCulture, $" {column + 1}:{(double)values[column]:R}");
            }

            text.Append('\n');
        }

        File.WriteAllText(file, text.ToString());
    }
}
