namespace EventCollab.Learning.Tests.TorchMembers;

/// <summary>
/// src/Learning/TorchMembers.txt: what the learning code uses of the libtorch binding, and so what the other back end must
/// offer. After a change that uses more or less, write it anew with
/// <c>EVENTCOLLAB_WRITE_GOLDEN=1 dotnet run --project tests/Learning.Tests -- -class "*.TorchMembersTests"</c> and check each new
/// line against TorchSharp. Constants do not show: the compiler puts their values in.
/// </summary>
public sealed class TorchMembersTests
{
    [Fact]
    public void The_learning_code_uses_the_members_of_the_list_and_no_others()
    {
        var used = MemberReader.Read(typeof(IMethod).Assembly.Location, BindingName);
        if (Environment.GetEnvironmentVariable("EVENTCOLLAB_WRITE_GOLDEN") == "1")
        {
            File.WriteAllLines(ListPath(), used);
        }

        var listed = File.ReadAllLines(ListPath());
        used.Except(listed).ShouldBeEmpty("used, and not on the list");
        listed.Except(used).ShouldBeEmpty("on the list, and not used");
        listed.ShouldBe(used);
    }

    [Fact]
    public void The_list_holds_what_the_learning_code_is_known_to_use()
    {
        var used = MemberReader.Read(typeof(IMethod).Assembly.Location, BindingName);
        used.ShouldContain("torch.Tensor");
        used.ShouldContain("torch.Tensor.backward()");
        used.ShouldContain("torch.NewDisposeScope()");
        used.ShouldContain("torch.nn.Module.call(T0)");
        used.ShouldAllBe(line => !line.StartsWith("List.", StringComparison.Ordinal) && !line.StartsWith('<'));
    }

    [Fact]
    public void What_torchsharp_has_not_is_used_only_where_the_other_back_end_compiles_it_from_source()
        => MemberReader.Read(typeof(IMethod).Assembly.Location, BindingName)
            .Select(line => line.Split('.', '(')[0]).Distinct()
            .Where(type => type is "TorchInfo" or "Diagnostics" or "StateFiles" or "LineSearch").ShouldBeEmpty();

    private static string BindingName => typeof(TorchUnavailableException).Assembly.GetName().Name!;

    private static string ListPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EventCollab.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return Path.Combine(folder.FullName, "src", "Learning", "TorchMembers.txt");
    }
}
