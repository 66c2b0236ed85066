namespace EventCollab.EndToEnd;

/// <summary>The built command line, started as a process of its own.</summary>
internal static class EventCollabProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<RunningProcess> StartAsync(params string[] arguments) => StartAsync(arguments, null);

    public static Task<RunningProcess> StartAsync(string[] arguments, IReadOnlyDictionary<string, string?>? environment) =>
        RunningProcess.StartAsync("dotnet", [Repository.Program, .. arguments], environment);

    public static Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    public static async Task<CommandResult> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?>? environment, TimeSpan? within = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within ?? Patience);
        await using var process = await StartAsync(arguments, environment);
        return await process.WaitForExitAsync(patience.Token);
    }
}
