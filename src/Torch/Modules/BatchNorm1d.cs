using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Batch normalisation of [batch, features] or [batch, features, length].</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm1d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    private protected override void CheckDimensions(int count)
    {
        if (count is not (2 or 3))
        {
            throw new ArgumentException($"BatchNorm1d takes 2 or 3 dimensions, not {count}");
        }
    }
}
