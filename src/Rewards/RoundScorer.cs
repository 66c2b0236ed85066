using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Rewards;

/// <summary>
/// Scores a step, keeps the scores, and tells the hub everything and each organization its own, in one transaction. The
/// same step again, or steps out of order, give the same totals: they are summed from the stored steps in their order.
/// </summary>
internal sealed class RoundScorer(EndpointNames names, IContributionScore rule)
{
    private readonly ScoreTable _table = new(rule.Rule);
    private readonly ScoreBook _book = new();

    public async Task ScoreAsync(ScoreRound request, UnitOfWork work, CancellationToken cancellationToken)
    {
        var scored = rule.Score(request);
        var added = await _table.TryAddAsync(work.Transaction, request.Collaboration, scored, cancellationToken);
        if (added && _book.Find(request.Collaboration) is { } known && IsNext(scored, known))
        {
            Conclude(request, scored, known.Add(scored), work);
            return;
        }

        // Out of order, asked before, or nothing is known here: the sums begin anew, in the order of the steps.
        var steps = await _table.ReadAsync(work.Transaction, request.Collaboration, cancellationToken);

        // What is stored counts, not what was just computed: a score that was told once stays what it was.
        var stored = steps.Single(step => step.Round == request.Round && step.Step == request.Step);
        Conclude(request, stored, steps.Aggregate(ScoreTotals.None, (totals, step) => totals.Add(step)), work);
    }

    /// <summary>Trailing scores of an ended collaboration are still counted; its steps are then read from the store.</summary>
    public void Forget(CollaborationEnded ended) => _book.Forget(ended.Collaboration);

    private static bool IsNext(StepScore scored, ScoreTotals known) => (scored.Round, scored.Step).CompareTo(known.Last) > 0;

    private void Conclude(ScoreRound request, StepScore scored, ScoreTotals totals, UnitOfWork work)
    {
        work.OnCommitted(() => _book.Keep(request.Collaboration, totals));
        Announce(request, scored.Scores, rule.Shares(totals), work);
    }

    private void Announce(ScoreRound request, IReadOnlyList<OrganizationWeight> scores, IReadOnlyList<OrganizationWeight> shares, UnitOfWork work)
    {
        var key = new StepKey(request.Collaboration, request.Round, request.Step);
        var scored = new ContributionsScored
        {
            Collaboration = request.Collaboration,
            Round = request.Round,
            Step = request.Step,
            Scores = scores,
            Shares = shares,
        };
        work.Send(names.Hub, scored, key.MessageId(nameof(ContributionsScored)));

        var shareOf = shares.ToDictionary(share => share.Organization, share => share.Value);
        foreach (var score in scores)
        {
            var reward = new RewardIssued
            {
                Collaboration = request.Collaboration,
                Round = request.Round,
                Step = request.Step,
                Organization = score.Organization,
                Score = score.Value,
                Share = shareOf[score.Organization],
            };
            work.Send(names.Organization(score.Organization), reward, key.Of(score.Organization).MessageId(nameof(RewardIssued)));
        }
    }
}
