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
        var steps = _book.Find(request.Collaboration) is { } known
            ? added ? Insert(known, scored) : known
            : await _table.ReadAsync(work.Transaction, request.Collaboration, cancellationToken);
        work.OnCommitted(() => _book.Keep(request.Collaboration, steps));
        Announce(request, steps, work);
    }

    /// <summary>Trailing scores of an ended collaboration are still counted; its steps are then read from the store.</summary>
    public void Forget(CollaborationEnded ended) => _book.Forget(ended.Collaboration);

    private static IReadOnlyList<StepScore> Insert(IReadOnlyList<StepScore> steps, StepScore scored)
    {
        var place = steps.Count(step => (step.Round, step.Step).CompareTo((scored.Round, scored.Step)) < 0);
        return [.. steps.Take(place), scored, .. steps.Skip(place)];
    }

    private void Announce(ScoreRound request, IReadOnlyList<StepScore> steps, UnitOfWork work)
    {
        // What is stored counts, not what was just computed: a score that was told once stays what it was.
        var scores = steps.Single(step => step.Round == request.Round && step.Step == request.Step).Scores;
        var shares = rule.Shares(steps);
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
