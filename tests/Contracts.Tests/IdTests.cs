namespace EventCollab.Contracts.Tests;

public sealed class IdTests
{
    private static readonly CollaborationId Collaboration = new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("org-07")]
    [InlineData("a-")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz")] // 64 characters less the one cut below
    public void A_name_of_small_letters_digits_and_hyphens_is_an_organization(string text)
    {
        text = text[..Math.Min(text.Length, 63)];
        OrganizationId.TryParse(text, out var id).ShouldBeTrue();
        id.Value.ShouldBe(text);
        id.ShouldBe(new OrganizationId(text));
        id.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("../x")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("٣")] // a digit, but not of ASCII
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 64
    public void Anything_else_is_not(string? text)
    {
        OrganizationId.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => new OrganizationId(text!));
    }

    [Fact]
    public void An_organization_that_was_never_set_has_no_value() =>
        Should.Throw<InvalidOperationException>(() => default(OrganizationId).Value);

    [Fact]
    public void Organizations_are_ordered_by_code_point()
    {
        // '-' is 0x2d, digits begin at 0x30, letters at 0x61; a prefix comes first.
        string[] expected = ["a", "a-b", "a0", "aa", "b", "org-10", "org-2"];

        expected.Reverse().Select(text => new OrganizationId(text)).Order().Select(id => id.Value).ShouldBe(expected);
        (new OrganizationId("a") < new OrganizationId("b")).ShouldBeTrue();
        (new OrganizationId("a") > new OrganizationId("b")).ShouldBeFalse();
        (new OrganizationId("a") <= new OrganizationId("a")).ShouldBeTrue();
        (new OrganizationId("a") >= new OrganizationId("b")).ShouldBeFalse();
    }

    [Fact]
    public void A_collaboration_is_written_as_32_digits_and_read_back()
    {
        Collaboration.ToString().ShouldBe("00112233445566778899aabbccddeeff");
        CollaborationId.TryParse("00112233445566778899aabbccddeeff", out var id).ShouldBeTrue();
        id.ShouldBe(Collaboration);
        CollaborationId.TryParse("nonsense", out _).ShouldBeFalse();
        CollaborationId.New().ShouldNotBe(CollaborationId.New());
    }

    [Fact]
    public void A_content_hash_is_the_sha_256_of_the_content()
    {
        // FIPS 180-4 examples: "abc" and the empty message.
        const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        ContentHash.Of("abc"u8).ToString().ShouldBe(Abc);
        ContentHash.Of([]).ToString().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

        ContentHash.TryParse(Abc, out var hash).ShouldBeTrue();
        hash.ShouldBe(ContentHash.Of("abc"u8));
        hash.GetHashCode().ShouldBe(ContentHash.Of("abc"u8).GetHashCode());
        var bytes = new byte[ContentHash.Size];
        hash.CopyTo(bytes);
        new ContentHash(bytes).ShouldBe(hash);
        hash.ShouldNotBe(ContentHash.Of("abd"u8));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_content_hash_has_64_small_hexadecimal_digits(string? text) => ContentHash.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_content_hash_has_32_bytes(int length) => Should.Throw<FormatException>(() => new ContentHash(new byte[length]));

    // Worked out with Python:
    //   text = f"{len(org)}:{org}{len(kind)}:{kind}".encode()
    //   hashlib.sha256(bytes.fromhex(id) + struct.pack(">ii", round, step) + text).hexdigest()[:32]
    [Theory]
    [InlineData(1, 0, "", "RoundPlanned", "06c6e48f4361b1c557f67e97640de323")]
    [InlineData(3, 2, "org-07", "ContributionReceived", "80e064769314d1fa801987c98766ee91")]
    [InlineData(-1, int.MaxValue, "a", "b", "2968f5b4cd2d4b0dd4602f65e242a233")]
    public void The_id_of_a_message_is_the_beginning_of_a_digest_over_what_it_is_about(
        int round, int step, string organization, string kind, string expected)
    {
        var key = new StepKey(Collaboration, round, step);

        DerivedId.From(Collaboration, round, step, organization, kind).ToString("N").ShouldBe(expected);
        var throughKey = organization.Length == 0 ? key.MessageId(kind) : key.Of(new OrganizationId(organization)).MessageId(kind);
        throughKey.ToString("N").ShouldBe(expected);
    }

    [Fact]
    public void Every_part_of_the_key_changes_the_id_of_a_message()
    {
        var alpha = new OrganizationId("alpha");
        Guid[] ids =
        [
            new ContributionKey(Collaboration, 1, 0, alpha).MessageId("kind"),
            new ContributionKey(Collaboration, 0, 1, alpha).MessageId("kind"),
            new ContributionKey(Collaboration, 1, 1, alpha).MessageId("kind"),
            new ContributionKey(new CollaborationId(Guid.Empty), 1, 0, alpha).MessageId("kind"),
            new ContributionKey(Collaboration, 1, 0, new OrganizationId("alphak")).MessageId("ind"),
            new ContributionKey(Collaboration, 1, 0, alpha).MessageId("kinds"),
            new StepKey(Collaboration, 1, 0).MessageId("kind"),
        ];

        ids.ShouldBeUnique();
        new ContributionKey(Collaboration, 1, 0, alpha).StepKey.ShouldBe(new StepKey(Collaboration, 1, 0));
    }
}
