using System.CommandLine;
using EventCollab.Torch;

namespace EventCollab.Cli.Commands;

/// <summary><c>torch info</c>: which libtorch was loaded, and whether it is as fast as it should be.</summary>
internal static class TorchInfoCommand
{
    public static Command Create(CliContext context)
    {
        var command = new ExampledCommand("info", "Loads libtorch, shows what was found and measures a matrix product.", "eventcollab torch info");
        command.SetAction(_ => Write(context.Output, context.Error));
        return command;
    }

    private static void Write(TextWriter output, TextWriter error)
    {
        var info = TorchInfo.Collect();
        output.WriteLine($"libtorch   {info.TorchVersion}");
        output.WriteLine($"shim       {info.LibraryPath} (ABI {info.AbiVersion})");
        output.WriteLine($"devices    {string.Join(", ", info.Devices)}");
        output.WriteLine($"threads    {info.Threads}, and {info.InteropThreads} for work beside them");
        output.WriteLine($"matmul     {info.MatmulMilliseconds:0.00} ms for 512 x 512 float32");
        output.WriteLine($"lapack     {(info.HasLapack ? "yes" : "no")}");
        output.WriteLine($"allocator  {(info.KeepsMalloc ? "as glibc sets it" : "keeps large blocks between steps")}");
        foreach (var line in info.BuildConfiguration.Split('\n'))
        {
            output.WriteLine($"           {line.Trim()}");
        }

        foreach (var warning in info.Warnings)
        {
            error.WriteLine($"eventcollab: warning: {warning}");
        }
    }
}
