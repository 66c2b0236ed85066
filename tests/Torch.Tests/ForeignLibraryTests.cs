using System.Diagnostics;
using EventCollab.Torch.Native;

namespace EventCollab.Torch.Tests;

/// <summary>Libraries in the shim's place that do not fit, made by the C compiler here.</summary>
public sealed class ForeignLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventcollab-shim-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public async Task An_older_shim_is_named_as_such_and_the_command_that_builds_a_new_one()
    {
        var path = await CompileAsync(
            "older",
            """
            int ec_init(int abi, int tune) { return abi == 1 ? 0 : 2; }
            const char *ec_last_error(void) { return "the shim speaks ABI 1, the binding ABI 3"; }
            """);
        var (handle, _) = ShimLoader.Load([path]);
        var error = Should.Throw<TorchUnavailableException>(() => ShimLoader.Initialize(handle, NativeMethods.AbiVersion));
        error.Message.ShouldBe("libectorch.so does not fit this binding: the shim speaks ABI 1, the binding ABI 3. Build it again with 'make native'.");
    }

    [Fact]
    public async Task A_shim_whose_libtorch_is_gone_asks_for_the_package()
    {
        var libtorch = await CompileAsync("torch_gone", "int torch_gone(void) { return 1; }");
        var shim = await CompileAsync("shim", "int torch_gone(void); int ec_init(int a, int b) { return torch_gone(); }", "-L" + _folder.FullName, "-ltorch_gone");
        File.Delete(libtorch);

        var error = Should.Throw<TorchUnavailableException>(() => ShimLoader.Load([shim]));
        error.Message.ShouldContain("libtorch_gone.so: cannot open shared object file");
        error.Message.ShouldContain("libtorch-dev");
    }

    [Fact]
    public async Task A_shim_of_another_libtorch_is_refused_when_it_is_loaded_and_not_when_it_is_used()
    {
        var shim = await CompileAsync("foreign", "int _ZN3c1010gone_in_2xEv(void); int ec_init(int a, int b) { return _ZN3c1010gone_in_2xEv(); }", "-Wl,-z,now");
        var error = Should.Throw<TorchUnavailableException>(() => ShimLoader.Load([shim]));
        error.Message.ShouldContain("built against another libtorch");
        error.Message.ShouldContain("undefined symbol: _ZN3c1010gone_in_2xEv");
        error.Message.ShouldContain("make native");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        var path = Path.Combine(_folder.FullName, "libectorch.so");
        File.WriteAllText(path, new string('x', 5000));
        Should.Throw<TorchUnavailableException>(() => ShimLoader.Load([path])).Message.ShouldContain(path);
    }

    [Fact]
    public void The_shim_looks_up_all_it_needs_when_it_is_loaded()
    {
        using var x = ones(1);
        // DT_FLAGS_1 (0x6ffffffb) with NOW (bit 0): without it a missing symbol of another libtorch ends the process at its first use.
        var dynamic = DynamicEntries(File.ReadAllBytes(ShimLoader.LoadedFrom));
        (dynamic[0x6ffffffb] & 1).ShouldBe(1);
    }

    private static Dictionary<long, long> DynamicEntries(byte[] elf)
    {
        var (table, size, count) = (BitConverter.ToInt64(elf, 32), BitConverter.ToUInt16(elf, 54), BitConverter.ToUInt16(elf, 56));
        var header = Enumerable.Range(0, count).Select(i => (int)table + (i * size)).Single(at => BitConverter.ToInt32(elf, at) == 2);
        var (start, length) = ((int)BitConverter.ToInt64(elf, header + 8), (int)BitConverter.ToInt64(elf, header + 32));
        return Enumerable.Range(0, length / 16).Select(i => (Tag: BitConverter.ToInt64(elf, start + (i * 16)), Value: BitConverter.ToInt64(elf, start + (i * 16) + 8)))
            .GroupBy(entry => entry.Tag).ToDictionary(group => group.Key, group => group.First().Value);
    }

    private async Task<string> CompileAsync(string name, string source, params string[] more)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/cc"), "there is no C compiler");
        var path = Path.Combine(_folder.FullName, $"lib{name}.so");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, $"{name}.c"), source);
        var start = new ProcessStartInfo("/usr/bin/cc") { ArgumentList = { "-shared", "-fPIC", "-o", path, Path.Combine(_folder.FullName, $"{name}.c") } };
        Array.ForEach(more, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return path;
    }
}
