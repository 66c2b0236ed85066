using Serilog.Core;
using Serilog.Events;

namespace EventCollab.Cli.Logging;

/// <summary>An exception in one line for the console; the log file has all of it.</summary>
internal sealed class ErrorLine : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        var text = logEvent.Exception is { } exception ? $" [{exception.GetType().Name}: {ErrorText.OneLine(exception.Message)}]" : string.Empty;
        logEvent.AddPropertyIfAbsent(new LogEventProperty("ErrorLine", new ScalarValue(text)));
    }
}
