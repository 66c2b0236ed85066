using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Learning;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>Decides whether the organization takes part. Terms come from outside: whatever they hold, the answer is one line.</summary>
internal sealed class InvitationPolicy(AgentOptions options, AgentJournal journal, Participants participants, ILogger logger)
{
    /// <returns><see cref="OrganizationJoined"/>, or <see cref="OrganizationDeclined"/> with the reason.</returns>
    public ICollaborationMessage Decide(OrganizationInvited invited)
    {
        try
        {
            Check(invited);
            return new OrganizationJoined { Collaboration = invited.Collaboration, Organization = options.Organization };
        }
        catch (Exception exception) when (!DiskFailure.Is(exception))
        {
            participants.Drop(invited.Collaboration);
            AgentLog.Declined(logger, exception, invited.Collaboration, FailureText.OneLine(exception));
            return new OrganizationDeclined
            {
                Collaboration = invited.Collaboration,
                Organization = options.Organization,
                Reason = FailureText.ForOthers(exception, "agent"),
            };
        }
    }

    private void Check(OrganizationInvited invited)
    {
        var terms = invited.Terms;
        if (!terms.Organizations.Contains(options.Organization))
        {
            throw new MethodException($"{options.Organization} is not among the organizations of the terms.");
        }

        var (method, setup) = options.Methods.Resolve(terms);
        if (Participants.Continued(method, setup) is { } past)
        {
            CheckContinued(past, terms);
        }

        if (terms.Sponsor == options.Organization)
        {
            if (options.Data.Targets is null)
            {
                throw new MethodException($"{options.Organization} is named as the sponsor but holds no labels.");
            }

            method.CreateCoordinator(setup, options.Data).Dispose();
        }

        participants.Of(invited.Collaboration, terms);
    }

    /// <summary>
    /// What models of a training put out tells about the data that they saw. It is for those who agreed on that training:
    /// anybody can submit terms that name its id, and must not get outputs of it under another sponsor.
    /// </summary>
    private void CheckContinued(CollaborationId past, Terms terms)
    {
        if (journal.MembershipOf(past) is null or Membership.Invited or Membership.Declined || journal.TermsOf(past) is not { } agreed)
        {
            throw new MethodException($"{options.Organization} took no part in collaboration {past}, which the terms continue.");
        }

        if (agreed.Sponsor != terms.Sponsor || !agreed.Organizations.SequenceEqual(terms.Organizations))
        {
            throw new MethodException($"Collaboration {past} can only be continued with its own sponsor and its own organizations.");
        }
    }
}
