using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Learning;

namespace EventCollab.Orchestrator;

/// <summary>What is checked before anyone is invited.</summary>
internal static class Submission
{
    private static readonly TimeSpan LongestRecruiting = TimeSpan.FromDays(365);

    /// <exception cref="HubException">The collaboration could never run; one line says why.</exception>
    public static void Check(MethodRegistry methods, Terms terms, TimeSpan recruitingDeadline, int minimumOrganizations)
    {
        if (recruitingDeadline <= TimeSpan.Zero || recruitingDeadline > LongestRecruiting)
        {
            throw new HubException(
                HubError.Invalid, $"The recruiting deadline is {recruitingDeadline}; it must be above zero and at most a year.");
        }

        if (minimumOrganizations < 1 || minimumOrganizations > terms.Organizations.Count)
        {
            throw new HubException(
                HubError.Invalid, $"At least {minimumOrganizations} organizations are asked for; {terms.Organizations.Count} are invited.");
        }

        try
        {
            methods.Resolve(terms);
        }
        catch (MethodException exception)
        {
            throw new HubException(HubError.Invalid, exception.Message, exception);
        }
    }
}
