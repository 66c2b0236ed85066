using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Batch normalisation of [batch, channels, height, width].</summary>
public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm2d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    private protected override void CheckDimensions(int count)
    {
        if (count != 4)
        {
            throw new ArgumentException($"BatchNorm2d takes 4 dimensions, not {count}");
        }
    }
}
