using EventCollab.Contracts;
using EventCollab.Learning;

namespace EventCollab.Hosting.Tests;

public sealed class SetupMappingTests
{
    private static readonly OrganizationId Bank = new("bank");
    private static readonly OrganizationId Clinic = new("clinic");

    [Fact]
    public void Terms_become_a_setup_without_the_collaborations_id()
    {
        var setup = (Some.Terms() with { Sponsor = Clinic }).ToSetup();

        (setup.Method, setup.Options, setup.Seed, setup.Rounds, setup.Sponsor).ShouldBe(("sum", "{}", 7, 3, "clinic"));
        setup.Organizations.ShouldBe(["bank", "clinic"]);
        typeof(CollaborationSetup).GetProperties().ShouldAllBe(property => property.PropertyType != typeof(CollaborationId) && property.PropertyType != typeof(Guid));
    }

    public static TheoryData<string, Terms> Refused => new()
    {
        { "at least one round", Some.Terms() with { Rounds = 0 } },
        { "at least one organization", Some.Terms() with { Organizations = [] } },
        { "ascending order", Some.Terms() with { Organizations = [Clinic, Bank] } },
        { "each named once", Some.Terms() with { Organizations = [Bank, Bank] } },
        { "is not among the organizations", Some.Terms() with { Sponsor = new OrganizationId("stranger") } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Terms_that_are_no_collaboration_are_refused(string why, Terms terms) =>
        Should.Throw<MethodException>(() => terms.ToSetup()).Message.ShouldContain(why);

    [Fact]
    public void A_sponsor_is_there_exactly_where_the_method_needs_one()
    {
        var bySponsor = new MethodRegistry(new SumMethod { CoordinatedBySponsor = true });
        var byHub = new MethodRegistry(new SumMethod());

        Should.Throw<MethodException>(() => bySponsor.Resolve(Some.Terms())).Message.ShouldBe("Method 'sum' needs a sponsor.");
        Should.Throw<MethodException>(() => byHub.Resolve(Some.Terms() with { Sponsor = Bank })).Message.ShouldContain("takes no sponsor");
        byHub.Resolve(Some.Terms()).Method.Name.ShouldBe("sum");
    }

    [Fact]
    public void A_method_that_nobody_knows_is_refused_with_those_that_there_are() =>
        Should.Throw<MethodException>(() => new MethodRegistry(new SumMethod()).Require("x\ny"))
            .Message.ShouldBe("There is no method 'x?y'; there are sum.");
}
