using EventCollab.Learning.Data;

namespace EventCollab.Cli.Downloads;

/// <summary>How much of a file has come, on one line of a terminal; nothing where the output is none.</summary>
internal sealed class DownloadProgress(CliContext context, CatalogueFile file) : IProgress<long>
{
    private int _percent = -1;

    public void Report(long value)
    {
        var percent = (int)Math.Min(100, 100 * value / Math.Max(1, file.Length));
        if (context.Interactive && percent != _percent)
        {
            _percent = percent;
            context.Output.Write($"\r{file.Name}: {percent,3} % of {file.Length / 1e6:0.0} MB");
        }
    }

    public void End()
    {
        if (_percent >= 0)
        {
            _percent = -1;
            context.Output.Write($"\r{new string(' ', 70)}\r");
        }
    }
}
