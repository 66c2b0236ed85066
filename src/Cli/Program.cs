using EventCollab.Cli;

return await new CommandLine(CliContext.OfProcess()).RunAsync(args);
