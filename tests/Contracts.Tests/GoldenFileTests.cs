using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>
/// The wire form of every message, fixed for ever. A difference means that services of different age no longer
/// understand each other. For a new message or a new last field write the files anew with
/// <c>EVENTCOLLAB_WRITE_GOLDEN=1 dotnet run --project tests/Contracts.Tests</c> and read the difference.
/// </summary>
public sealed class GoldenFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Contracts.Tests", "Golden");

    public static TheoryData<string> Names => [.. MessageTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_of_a_message_are_those_of_its_golden_file(string name)
    {
        var sample = SampleOf(name);
        var bytes = ContractCodec.EncodeMessage(sample);
        if (Environment.GetEnvironmentVariable("EVENTCOLLAB_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllLines(PathOf(name), bytes.Chunk(32).Select(Convert.ToHexStringLower));
        }

        File.Exists(PathOf(name)).ShouldBeTrue($"{name} has no golden file");
        Convert.ToHexStringLower(bytes).ShouldBe(Golden(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_file_is_read_as_the_message_that_it_was(string name)
    {
        var decoded = MessageTypes.Of(name).Decode(Convert.FromHexString(Golden(name)));

        ContractFields.ShouldBeSame(decoded, SampleOf(name), name);
    }

    [Fact]
    public void No_golden_file_is_left_without_a_message() =>
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(MessageTypes.All.Select(type => type.Name));

    [Fact]
    public void The_bytes_of_a_reward_are_those_worked_out_by_hand()
    {
        // Array of 6; id as binary of 16; 1; 0; text of 6; 0.125 = 2^-3 has exponent 1020 = 0x3fc; 1 = 2^0 has 1023 = 0x3ff.
        Golden("RewardIssued").ShouldBe(
            "96" + "c41000112233445566778899aabbccddeeff" + "01" + "00" + "a6626574612d32" + "cb3fc0000000000000" + "cb3ff0000000000000");
    }

    private static ICollaborationMessage SampleOf(string name) => Samples.All.Single(sample => sample.GetType().Name == name);

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.hex");

    private static string Golden(string name) => string.Concat(File.ReadAllLines(PathOf(name)));
}
