namespace EventCollab.Torch.Modules;

/// <summary>The settings of one group of parameters. What is null is taken from the optimizer's own settings.</summary>
public abstract class OptimizerOptions
{
    public double? LearningRate { get; set; }

    /// <summary>The rate that schedules begin with.</summary>
    public double? InitialLearningRate { get; set; }

    public double? weight_decay { get; set; }

    /// <summary>Every setting in a fixed order, truth values as 0 and 1, as a saved state holds them.</summary>
    internal double[] Save() => [LearningRate!.Value, InitialLearningRate!.Value, weight_decay ?? 0, .. SaveOwn()];

    /// <exception cref="InvalidDataException">Not settings of this optimizer.</exception>
    internal void Load(double[] saved)
    {
        if (saved.Length != Save().Length)
        {
            throw new InvalidDataException($"the optimizer's state has {saved.Length} settings in a group, this optimizer {Save().Length}");
        }

        var before = Save();
        try
        {
            Assign(saved);
            Check();
        }
        catch (ArgumentException e)
        {
            Assign(before);
            throw new InvalidDataException($"the optimizer's state has a setting out of range: {e.Message}");
        }
    }

    internal void FillFrom(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate ??= LearningRate;
        weight_decay ??= defaults.weight_decay;
        FillOwn(defaults);
        Check();
    }

    private protected abstract double[] SaveOwn();

    private protected abstract void LoadOwn(double[] saved);

    private protected abstract void FillOwn(OptimizerOptions defaults);

    private protected abstract void CheckOwn();

    /// <exception cref="ArgumentException">The value is not from 0 to below 1.</exception>
    private protected static void CheckFraction(double? value, string name)
    {
        if (value is not (>= 0 and < 1))
        {
            throw new ArgumentException($"{name} is {value}, it must be from 0 to below 1", name);
        }
    }

    /// <exception cref="ArgumentException">The value is negative or not a number.</exception>
    private protected static void CheckNotNegative(double? value, string name)
    {
        if (value is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException($"{name} is {value}, it must be a number not below 0", name);
        }
    }

    private void Assign(double[] saved)
    {
        (LearningRate, InitialLearningRate, weight_decay) = (saved[0], saved[1], saved[2]);
        LoadOwn(saved[3..]);
    }

    private void Check()
    {
        CheckNotNegative(LearningRate, "the learning rate");
        CheckNotNegative(InitialLearningRate, "the first learning rate");
        CheckNotNegative(weight_decay, nameof(weight_decay));
        CheckOwn();
    }
}
