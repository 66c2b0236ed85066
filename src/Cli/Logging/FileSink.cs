using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace EventCollab.Cli.Logging;

/// <summary>Writes log events to a file, one line each and the exception below it.</summary>
internal sealed class FileSink(string path) : ILogEventSink, IDisposable
{
    private readonly MessageTemplateTextFormatter _format = new("{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}");
    private readonly StreamWriter _writer = new(path, append: true) { AutoFlush = true };
    private readonly Lock _lock = new();

    public void Emit(LogEvent logEvent)
    {
        try
        {
            lock (_lock)
            {
                _format.Format(logEvent, _writer);
            }
        }
        catch (IOException)
        {
            // A full disk must not end a collaboration because of its log.
        }
    }

    public void Dispose() => _writer.Dispose();
}
