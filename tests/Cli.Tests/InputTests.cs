using EventCollab.Cli.Display;
using EventCollab.Cli.Input;

namespace EventCollab.Cli.Tests;

public sealed class InputTests
{
    [Theory]
    [InlineData("10KB", 10_000)]
    [InlineData("10KiB", 10_240)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("512", 512)]
    [InlineData("512b", 512)]
    public void KB_is_1000_bytes_and_KiB_1024(string text, long bytes) => ByteSize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("KB")]
    [InlineData("-1KB")]
    [InlineData("0")]
    [InlineData("1.0001KB")]
    [InlineData("1e3")]
    [InlineData("10TB")]
    public void What_is_no_size_is_refused(string text) => Should.Throw<CliException>(() => ByteSize.Parse(text)).Message.ShouldStartWith($"'{text}' is not a size");

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(25_600, "25.6 KB")]
    [InlineData(1_048_576, "1.0 MB")]
    public void Sizes_are_shown_with_a_unit_of_1000(long bytes, string text) => ByteSize.Format(bytes).ShouldBe(text);

    [Fact]
    public void Names_of_organizations_sort_as_their_numbers()
    {
        var names = OrganizationNames.Create(16).Select(organization => organization.Value).ToList();

        names[0].ShouldBe("org-01");
        names[15].ShouldBe("org-16");
        names.Order(StringComparer.Ordinal).ShouldBe(names);
        OrganizationNames.Create(8)[7].Value.ShouldBe("org-8");
    }

    [Fact]
    public void A_broker_s_password_is_never_shown()
    {
        TransportAddress.WithoutPassword("amqp://me:se@cret@host:5672/v").ShouldBe("amqp://host:5672/v");
        Should.Throw<CliException>(() => TransportAddress.Parse("http://me:secret@host/")).Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("embeded")]
    [InlineData("amqp:")]
    [InlineData("host:5672")]
    public void What_is_no_transport_is_refused(string address) => Should.Throw<CliException>(() => TransportAddress.Parse(address));

    [Fact]
    public void A_sparkline_has_one_character_a_value_from_lowest_to_highest() =>
        Sparkline.Of([0, 0.5, 1], 1).ShouldBe("▁▅█");

    [Fact]
    public void A_sparkline_of_nothing_is_flat() => Sparkline.Of([0, 0], 0).ShouldBe("▁▁");
}
