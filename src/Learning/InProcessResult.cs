using System.Security.Cryptography;

namespace EventCollab.Learning;

/// <summary>What an in-process run came to.</summary>
/// <param name="State">The coordinator's final state.</param>
/// <param name="Outcome">Completed or converged.</param>
/// <param name="Reports">One for each step.</param>
public sealed record InProcessResult(TensorSet State, StepOutcome Outcome, IReadOnlyList<StepReport> Reports)
{
    /// <summary>SHA-256 over the state's tensors, one after another: the final hash of a collaboration.</summary>
    public string FinalHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in State.Tensors)
        {
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
