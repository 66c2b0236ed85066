using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>
/// The one saga of every method. It decides nothing itself: the rules say what counts and when a step closes, the activities
/// send. Each event may come twice, late or out of order; what no state names is stale and harmless.
/// </summary>
internal sealed class CollaborationStateMachine : MassTransitStateMachine<CollaborationState>
{
    private readonly Deadlines _deadlines;
    private readonly Recruitment _recruitment;
    private readonly Planning _planning;
    private readonly Opening _opening;
    private readonly Collecting _collecting;
    private readonly Combining _combining;
    private readonly Scoring _scoring;
    private readonly Ending _ending;

    public CollaborationStateMachine(EndpointNames names, TimeProvider time, PayloadSweeper sweeper)
    {
        _deadlines = new Deadlines(time);
        var refusals = new Refusals(names, time, sweeper);
        _recruitment = new Recruitment(names, time, _deadlines);
        _planning = new Planning(names, time);
        _opening = new Opening(names, time, sweeper, refusals, _deadlines);
        _collecting = new Collecting(names, sweeper, refusals, _deadlines);
        _scoring = new Scoring(names);
        _combining = new Combining(names, time, _scoring);
        _ending = new Ending(names, time, sweeper);

        InstanceState(saga => saga.CurrentState);
        CorrelateEvents();
        InEveryState();
        DescribeRecruiting();
        DescribeSteps();
        DescribePause();
        DescribeEnd();

        // Copies and late events of closed steps. An exception here would park them as poison and hide real failures.
        OnUnhandledEvent(context => context.Ignore());
    }

    public State Recruiting { get; private set; } = null!;

    public State Planning { get; private set; } = null!;

    public State RoundOpen { get; private set; } = null!;

    public State Combining { get; private set; } = null!;

    public State Scoring { get; private set; } = null!;

    public State Paused { get; private set; } = null!;

    public State Completed { get; private set; } = null!;

    public State Converged { get; private set; } = null!;

    public State Failed { get; private set; } = null!;

    public State Cancelled { get; private set; } = null!;

    public Event<CollaborationSubmitted> Submitted { get; private set; } = null!;

    public Event<OrganizationJoined> Joined { get; private set; } = null!;

    public Event<OrganizationDeclined> Declined { get; private set; } = null!;

    public Event<OrganizationWithdrew> Withdrew { get; private set; } = null!;

    public Event<RoundPlanned> Planned { get; private set; } = null!;

    public Event<ContributionsCollected> Collected { get; private set; } = null!;

    public Event<RoundCombined> Combined { get; private set; } = null!;

    public Event<CoordinationFailed> Stuck { get; private set; } = null!;

    public Event<DeadlineReached> Deadline { get; private set; } = null!;

    public Event<ContributionsScored> Scored { get; private set; } = null!;

    public Event<PauseCollaboration> Pause { get; private set; } = null!;

    public Event<ResumeCollaboration> Resume { get; private set; } = null!;

    public Event<CancelCollaboration> Cancel { get; private set; } = null!;

    public Event<ReissueStep> Reissue { get; private set; } = null!;

    private void CorrelateEvents()
    {
        Event(() => Submitted, e => e.CorrelateById(c => c.Message.Collaboration.Value));
        Correlate(() => Joined);
        Correlate(() => Declined);
        Correlate(() => Withdrew);
        Correlate(() => Planned);
        Correlate(() => Collected);
        Correlate(() => Combined);
        Correlate(() => Stuck);
        Correlate(() => Deadline);
        Correlate(() => Scored);
        Correlate(() => Pause);
        Correlate(() => Resume);
        Correlate(() => Cancel);
        Correlate(() => Reissue);
    }

    /// <summary>
    /// Answers follow what was committed, so only an event of a foreign collaboration finds no row. It is dropped: the intake
    /// has recorded foreign contributions, and the API asks for the row before it sends a command.
    /// </summary>
    private void Correlate<T>(System.Linq.Expressions.Expression<Func<Event<T>>> property)
        where T : class, ICollaborationMessage =>
        Event(property, e =>
        {
            e.CorrelateById(c => c.Message.Collaboration.Value);
            e.OnMissingInstance(missing => missing.Discard());
        });

    private void InEveryState() => DuringAny(
        When(Collected).Then(_collecting.Judge),
        When(Scored).Then(Saga.Scoring.Record));

    private void DescribeRecruiting()
    {
        Initially(When(Submitted).Then(_recruitment.Submit).TransitionTo(Recruiting));
        During(
            Recruiting,
            Recruited(When(Joined).Then(_recruitment.Join)),
            Recruited(When(Declined).Then(_recruitment.Decline)),
            Recruited(When(Withdrew).Then(_recruitment.Withdraw)),
            Recruited(When(Deadline, c => c.Message.Recruiting).Then(_recruitment.DeadlineReached)),
            When(Reissue).Then(_recruitment.Invite));
    }

    private void DescribeSteps()
    {
        During(
            Planning,
            Opened(When(Planned, c => c.Saga.IsAt(c.Message.Round, c.Message.Step)).Then(Saga.Planning.Receive)),
            When(Reissue).Then(_planning.Send).Then(_scoring.SendMissing));
        During(
            RoundOpen,
            Closed(When(Collected).Then(_collecting.Evaluate)),
            Closed(When(Withdrew).Then(_collecting.Withdraw)),
            Closed(When(Deadline, c => !c.Message.Recruiting && c.Saga.IsAt(c.Message.Round, c.Message.Step))
                .Then(_collecting.DeadlineReached)),
            When(Reissue).Then(_opening.Send).Then(_scoring.SendMissing));
        During(
            Combining,
            Advanced(When(Combined, c => c.Saga.IsAt(c.Message.Round, c.Message.Step)).Then(_combining.Record)),
            When(Reissue).Then(_combining.Send).Then(_scoring.SendMissing));
        During(
            Scoring,
            PlanNext(When(Scored, c => Saga.Scoring.Awaited(c.Saga, c.Message))),
            When(Reissue).Then(_scoring.SendMissing));
        During([Planning, Combining, Scoring], FailedOnly(When(Withdrew).Then(_collecting.Withdraw)));
        During(
            [Planning, Combining, Paused],
            FailedOnly(When(Stuck, c => c.Saga.IsAt(c.Message.Round, c.Message.Step)).Then(Saga.Planning.Fail)));
    }

    /// <summary>Paused: nothing new is opened, what comes is still taken.</summary>
    private void DescribePause()
    {
        During(
            [Recruiting, Planning, RoundOpen, Combining, Scoring],
            When(Pause).Then(_deadlines.Pause).Then(c => c.Saga.ResumeTo = c.Saga.CurrentState).TransitionTo(Paused));
        During(
            Paused,
            When(Reissue).Then(_scoring.SendMissing),
            When(Joined, c => IsPaused(c.Saga, Recruiting)).Then(_recruitment.Join),
            When(Declined, c => IsPaused(c.Saga, Recruiting)).Then(_recruitment.Decline),
            When(Withdrew, c => IsPaused(c.Saga, Recruiting)).Then(_recruitment.Withdraw),
            FailedOnly(When(Withdrew, c => !IsPaused(c.Saga, Recruiting)).Then(_collecting.Withdraw)),
            FailedOnly(When(Planned, c => IsPaused(c.Saga, Planning) && c.Saga.IsAt(c.Message.Round, c.Message.Step))
                .Then(Saga.Planning.Receive)),
            Advanced(When(Combined, c => IsPaused(c.Saga, Combining) && c.Saga.IsAt(c.Message.Round, c.Message.Step))
                .Then(_combining.Record)),
            When(Scored, c => IsPaused(c.Saga, Scoring) && Saga.Scoring.Awaited(c.Saga, c.Message))
                .Then(c => c.Saga.ResumeTo = Planning.Name),
            When(Resume).Then(_deadlines.Resume)
                .If(
                    c => IsPaused(c.Saga, Recruiting),
                    x => Recruited(x.TransitionTo(Recruiting).Then(_recruitment.Invite).Then(_recruitment.Evaluate)))
                .If(c => IsPaused(c.Saga, RoundOpen), x => Closed(x.TransitionTo(RoundOpen).Then(_opening.Send).Then(_collecting.Evaluate)))
                .If(c => IsPaused(c.Saga, Combining), x => x.TransitionTo(Combining).Then(_combining.Send))
                .If(c => IsPaused(c.Saga, Scoring), x => x.TransitionTo(Scoring).Then(_scoring.SendMissing))
                .If(
                    c => IsPaused(c.Saga, Planning),
                    x => x.IfElse(
                        c => c.Saga.HeldPlan is null,
                        y => PlanNext(y),
                        y => Opened(y.Then(c => c.Saga.Verdict = Verdict.Complete)))));
    }

    private void DescribeEnd()
    {
        During(
            [Recruiting, Planning, RoundOpen, Combining, Scoring, Paused],
            End(When(Cancel).Then(Ending.Cancel), Cancelled));
        During([Completed, Converged, Failed, Cancelled], When(Reissue).Then(_scoring.SendMissing).Then(_ending.Reissue));
    }

    private EventActivityBinder<CollaborationState, T> Recruited<T>(EventActivityBinder<CollaborationState, T> binder)
        where T : class =>
        FailedOnly(binder.If(Says<T>(Verdict.Complete), x => PlanNext(x)));

    private EventActivityBinder<CollaborationState, T> PlanNext<T>(EventActivityBinder<CollaborationState, T> binder)
        where T : class =>
        binder.Then(_planning.Begin).TransitionTo(Planning);

    /// <summary>A kept late contribution or a withdrawal may complete a step in the moment that it opens.</summary>
    private EventActivityBinder<CollaborationState, T> Opened<T>(EventActivityBinder<CollaborationState, T> binder)
        where T : class =>
        binder.IfElse(
            Says<T>(Verdict.Complete),
            x => Closed(x.Then(_opening.Open).TransitionTo(RoundOpen).Then(_collecting.Evaluate)),
            FailedOnly);

    private EventActivityBinder<CollaborationState, T> Closed<T>(EventActivityBinder<CollaborationState, T> binder)
        where T : class =>
        FailedOnly(binder.If(Says<T>(Verdict.Complete), x => x.Then(_combining.Close).TransitionTo(Combining)));

    private EventActivityBinder<CollaborationState, RoundCombined> Advanced(
        EventActivityBinder<CollaborationState, RoundCombined> binder) =>
        FailedOnly(binder.If(Says<RoundCombined>(Verdict.Complete), x => x
            .If(c => c.Message.Outcome is RoundOutcome.Completed, y => End(y, Completed))
            .If(c => c.Message.Outcome is RoundOutcome.Converged, y => End(y, Converged))
            .If(c => c.Message.Outcome is RoundOutcome.Continue, Continue)));

    private EventActivityBinder<CollaborationState, RoundCombined> Continue(
        EventActivityBinder<CollaborationState, RoundCombined> binder) =>
        binder.IfElse(
            c => c.Saga.CurrentState == Paused.Name,
            x => x.Then(c => c.Saga.ResumeTo = c.Saga.ScoresGate ? Scoring.Name : Planning.Name),
            x => x.IfElse(c => c.Saga.ScoresGate, y => y.TransitionTo(Scoring), y => PlanNext(y)));

    private EventActivityBinder<CollaborationState, T> FailedOnly<T>(EventActivityBinder<CollaborationState, T> binder)
        where T : class =>
        binder.If(Says<T>(Verdict.Failed), x => End(x, Failed));

    private EventActivityBinder<CollaborationState, T> End<T>(EventActivityBinder<CollaborationState, T> binder, State state)
        where T : class =>
        binder.Then(c => _ending.End(c, state.Name)).TransitionTo(state);

    private static StateMachineCondition<CollaborationState, T> Says<T>(Verdict verdict)
        where T : class =>
        context => context.Saga.Verdict == verdict;

    private static bool IsPaused(CollaborationState saga, State resumeTo) => saga.ResumeTo == resumeTo.Name;
}
