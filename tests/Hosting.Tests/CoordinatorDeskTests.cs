using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Hosting.Tests;

public sealed class CoordinatorDeskTests : IDisposable
{
    private static readonly CollaborationId Collaboration = CollaborationId.New();
    private static readonly OrganizationId Bank = new("bank");
    private static readonly OrganizationId Clinic = new("clinic");

    private readonly TemporaryFolder _folder = new();
    private readonly FilePayloadStore _payloads;
    private readonly Failures _failures = new();

    public CoordinatorDeskTests() => _payloads = new FilePayloadStore(_folder.Path, durable: false);

    public void Dispose()
    {
        _payloads.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_plan_names_a_broadcast_and_a_state_that_lie_in_the_store()
    {
        var planned = Desk().Plan(PlanRound(), CancellationToken.None).ShouldBeOfType<RoundPlanned>();

        planned.Payload!.Inline.IsEmpty.ShouldBeTrue();
        (await ReadAsync(planned.Payload.Descriptor)).ShouldBe(0);
        (await ReadAsync(planned.State)).ShouldBe(0);
        planned.Plan.Recipients.ShouldBe([Bank, Clinic]);
        planned.Plan.Quorum.ShouldBe(1);
        planned.Plan.Required.ShouldBe([Bank]);
        planned.Plan.Deadline.ShouldBe(TimeSpan.FromSeconds(5));
        planned.Plan.Lateness.ShouldBe(Contracts.Lateness.CarryOver);
        planned.Plan.MaxContributionBytes.ShouldBe(8);
        ShapeText.Of(planned.Plan.Expected).ShouldBe("value [1] float64");
    }

    [Fact]
    public async Task A_step_goes_on_from_the_state_before_it_and_sums_in_the_order_of_organizations()
    {
        var desk = Desk();
        var planned = (RoundPlanned)desk.Plan(PlanRound(), CancellationToken.None);

        // Given in the wrong order: ((0 * 10) + 3) * 10 + 4 = 34, and 43 the other way round.
        var combine = CombineRound(planned.State, await AcceptAsync(Clinic, 4), await AcceptAsync(Bank, 3));
        var combined = desk.Combine(combine, CancellationToken.None).ShouldBeOfType<RoundCombined>();

        (await ReadAsync(combined.State)).ShouldBe(34);
        combined.Outcome.ShouldBe(RoundOutcome.Continue);
        (combined.NextRound, combined.NextStep).ShouldBe((2, 0));
        combined.Report.Weights.Select(weight => (weight.Organization, weight.Value)).ShouldBe([(Bank, 0.5), (Clinic, 0.5)]);
        (combined.Report.LossBefore, combined.Report.Loss, combined.Report.MetricName, combined.Report.Metric, combined.Report.Rate)
            .ShouldBe((2, 1, "mad", 4.5, 0.5));
        var next = (RoundPlanned)desk.Plan(PlanRound(2, combined.State), CancellationToken.None);
        (await ReadAsync(next.Payload!.Descriptor)).ShouldBe(68);
    }

    [Fact]
    public async Task The_same_question_gives_the_same_bytes_at_another_desk_after_a_restart()
    {
        var planned = (RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None);
        var combine = CombineRound(planned.State, await AcceptAsync(Bank, 3));

        var first = Desk().Combine(combine, CancellationToken.None);
        var second = Desk().Combine(combine with { Collaboration = Collaboration }, CancellationToken.None);

        ContractCodec.Encode((RoundCombined)second).ShouldBe(ContractCodec.Encode((RoundCombined)first));
    }

    [Fact]
    public void A_state_that_is_not_there_fails_the_step_in_one_line()
    {
        var missing = new PayloadDescriptor { Hash = ContentHash.Of([1]), Length = 8, Codec = "raw", Tensors = [Value("sum")] };

        var failed = Desk().Plan(PlanRound(2, missing), CancellationToken.None).ShouldBeOfType<CoordinationFailed>();

        failed.Reason.ShouldBe($"The coordinator's state {missing.Hash} is not in its payload store.");
        (failed.Collaboration, failed.Round, failed.Step).ShouldBe((Collaboration, 2, 0));
    }

    [Fact]
    public void A_state_that_was_damaged_on_disk_fails_the_step()
    {
        var planned = (RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None);
        File.WriteAllBytes(_folder[planned.State.Hash.ToString()], new byte[] { 1, 0, 0, 0, 0, 0, 0, 0 });

        var failed = Desk().Plan(PlanRound(2, planned.State), CancellationToken.None).ShouldBeOfType<CoordinationFailed>();

        failed.Reason.ShouldBe($"The coordinator's state {planned.State.Hash} is damaged on disk.");
    }

    [Fact]
    public async Task A_methods_refusal_and_a_methods_mistake_fail_the_step_in_one_line()
    {
        var state = ((RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None)).State;
        var combine = CombineRound(state, await AcceptAsync(Bank, 1));

        Reason(new MethodException("Too few rows.")).ShouldBe("Too few rows.");
        Reason(new InvalidOperationException("first\nsecond")).ShouldBe("InvalidOperationException, see the coordinator's log");
        Reason(new MethodException("there is no option '\u001b[2Jx'")).ShouldBe("there is no option '?[2Jx'");
        Reason(new MethodException(new string('x', 5000))).Length.ShouldBeLessThan(310);

        string Reason(Exception failure) =>
            Desk(new SumMethod { Fails = failure }).Combine(combine, CancellationToken.None).ShouldBeOfType<CoordinationFailed>().Reason;
    }

    [Fact]
    public async Task What_a_foreign_failure_says_stays_in_the_coordinators_own_log()
    {
        var state = ((RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None)).State;
        var failure = new InvalidDataException("/home/ward/labels.csv, line 12: label 'positive' is no number.");

        var failed = Desk(new SumMethod { Fails = failure }).Combine(CombineRound(state, await AcceptAsync(Bank, 1)), CancellationToken.None);

        failed.ShouldBeOfType<CoordinationFailed>().Reason.ShouldBe("InvalidDataException, see the coordinator's log");
        _failures.Heard.ShouldHaveSingleItem().ShouldBeSameAs(failure);
    }

    [Theory]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task No_failure_leaves_a_step_without_an_answer(Type failure)
    {
        var state = ((RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None)).State;
        var method = new SumMethod { Fails = (Exception)Activator.CreateInstance(failure)! };

        var failed = Desk(method).Combine(CombineRound(state, await AcceptAsync(Bank, 1)), CancellationToken.None);

        failed.ShouldBeOfType<CoordinationFailed>().Reason.ShouldBe($"{failure.Name}, see the coordinator's log");
    }

    [Fact]
    public async Task A_full_disk_is_not_the_collaborations_failure()
    {
        var state = ((RoundPlanned)Desk().Plan(PlanRound(), CancellationToken.None)).State;
        var combine = CombineRound(state, await AcceptAsync(Bank, 1));

        Should.Throw<StoreException>(() => Desk(new SumMethod { Fails = new StoreException("No space left.") }).Combine(combine, CancellationToken.None));
    }

    [Fact]
    public void An_unknown_method_and_refused_terms_fail_the_step()
    {
        var unknown = new CoordinatorDesk(new MethodRegistry(), _payloads, _ => null, NullLogger.Instance).Plan(PlanRound(), CancellationToken.None);
        var refused = Desk(new SumMethod { Refuses = "No such option." }).Plan(PlanRound(), CancellationToken.None);

        unknown.ShouldBeOfType<CoordinationFailed>().Reason.ShouldStartWith("There is no method 'sum'");
        refused.ShouldBeOfType<CoordinationFailed>().Reason.ShouldBe("No such option.");
    }

    [Fact]
    public async Task A_sponsors_coordinator_sees_the_sponsors_labels_and_nobody_else_can_run_it()
    {
        var method = new SumMethod { CoordinatedBySponsor = true };
        var plan = PlanRound() with { Terms = Some.Terms() with { Sponsor = Bank } };
        var data = new LabelledData();

        var planned = new CoordinatorDesk(new MethodRegistry(method), _payloads, id => id == Collaboration ? data : null, NullLogger.Instance).Plan(plan, CancellationToken.None);
        var failed = new CoordinatorDesk(new MethodRegistry(method), _payloads, _ => null, NullLogger.Instance).Plan(plan, CancellationToken.None);

        (await ReadAsync(planned.ShouldBeOfType<RoundPlanned>().State)).ShouldBe(42);
        failed.ShouldBeOfType<CoordinationFailed>().Reason.ShouldContain("where the labels are");
    }

    [Fact]
    public void A_coordinator_is_disposed_after_each_answer()
    {
        var method = new SumMethod();
        Desk(method).Plan(PlanRound(), CancellationToken.None);

        method.Disposed.ShouldBe(1);
    }

    [Fact]
    public async Task Payloads_that_come_in_parts_are_waited_for()
    {
        var (descriptor, bytes) = TensorPayload.Encode(new TensorSet(NamedTensor.Of("value", [1.0], 1)));
        var combine = CombineRound(descriptor, new AcceptedContribution { Organization = Bank, Payload = descriptor, Round = 1 });

        var waiting = Desk().WaitForPayloadsAsync(combine, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        await _payloads.PutAsync(descriptor.Hash, bytes, CancellationToken.None);

        await waiting;
    }

    private CoordinatorDesk Desk(SumMethod? method = null) => new(new MethodRegistry(method ?? new SumMethod()), _payloads, _ => null, _failures);

    private async Task<double> ReadAsync(PayloadDescriptor descriptor) =>
        TensorPayload.Decode(descriptor, await _payloads.ReadAsync(descriptor.Hash, CancellationToken.None)).Tensors[0].Doubles[0];

    private async Task<AcceptedContribution> AcceptAsync(OrganizationId organization, double value)
    {
        var (descriptor, bytes) = TensorPayload.Encode(new TensorSet(NamedTensor.Of("value", [value], 1)));
        await _payloads.PutAsync(descriptor.Hash, bytes, CancellationToken.None);
        return new AcceptedContribution { Organization = organization, Payload = descriptor, Round = 1 };
    }

    private static PlanRound PlanRound(int round = 1, PayloadDescriptor? state = null) => new()
    {
        Collaboration = Collaboration,
        Round = round,
        Step = 0,
        Terms = Some.Terms(),
        Members = Some.Members,
        State = state,
    };

    private static CombineRound CombineRound(PayloadDescriptor state, params AcceptedContribution[] accepted) => new()
    {
        Collaboration = Collaboration,
        Round = 1,
        Step = 0,
        Terms = Some.Terms(),
        State = state,
        Accepted = accepted,
    };

    private static TensorDescriptor Value(string name) => new() { Name = name, Type = Contracts.ElementType.Float64, Shape = [1] };

    private sealed class Failures : ILogger
    {
        public List<Exception?> Heard { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Heard.Add(exception);
    }

    private sealed class LabelledData : ILocalData
    {
        public IReadOnlyList<string> TrainingIds => ["row"];

        public IReadOnlyList<string> EvaluationIds => [];

        public IFeatures Training => new FeatureMatrix([1f], 1, 1);

        public IFeatures Evaluation => new FeatureMatrix([], 0, 1);

        public Targets Targets => new([42], [], null);
    }
}
