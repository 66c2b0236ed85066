using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace EventCollab.Cli.Logging;

/// <summary>Serilog behind the code's logging: to a file in the run folder, and for services to stderr too.</summary>
internal static class Logs
{
    private const string ConsoleFormat = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{ErrorLine:l}{NewLine}";

    /// <param name="file">Where the log goes; null for nowhere.</param>
    /// <param name="stderr">The least level that is also shown.</param>
    /// <param name="disk">Told of every event, to notice a full disk.</param>
    public static ILoggerFactory Create(string? file, LogEventLevel? stderr, DiskFailures? disk = null)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()

            // The bus logs every endpoint and the web server every request; their warnings are enough.
            .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        if (file is not null)
        {
#pragma warning disable CA2000 // The logger disposes its sinks, and the factory its logger.
            configuration.WriteTo.Sink(new FileSink(file));
#pragma warning restore CA2000
        }

        if (disk is not null)
        {
            configuration.WriteTo.Sink(disk);
        }

        if (stderr is { } level)
        {
            configuration.Enrich.With(new ErrorLine());
            configuration.WriteTo.Console(level, ConsoleFormat, standardErrorFromLevel: LogEventLevel.Verbose);
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
