namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// The framework's own distributions of first weights, drawn from the fit's seed: libtorch's generator belongs to the whole process.
/// Batch norms keep the ones and zeros that they are made with.
/// </summary>
public static class Initialization
{
    /// <summary>Redraws all parameters of the network, in the order of its parts.</summary>
    /// <param name="network">On the CPU.</param>
    /// <param name="random">The source; as many numbers are taken as there are parameters drawn.</param>
    public static void Draw(Module network, RandomSource random)
    {
        using var off = no_grad();
        DrawTree(network, random);
    }

    private static void DrawTree(Module module, RandomSource random)
    {
        var own = module.named_parameters(false).ToList();
        if (FanIn(module, own) is { } inputs)
        {
            var bound = 1 / Math.Sqrt(inputs);
            foreach (var (_, parameter) in own)
            {
                DrawUniform(parameter, bound, random);
            }
        }

        foreach (var (_, child) in module.named_children())
        {
            DrawTree(child, random);
        }
    }

    /// <summary>
    /// Weights and biases are uniform in +-1/sqrt of it. For affine maps and convolutions the inputs of one output, for LSTM its units;
    /// null for what is not drawn.
    /// </summary>
    private static long? FanIn(Module module, List<(string Name, Parameter Parameter)> own)
    {
        if (module is LSTM)
        {
            return own.Find(entry => entry.Name == "weight_hh_l0").Parameter.shape[1];
        }

        var weight = own.Find(entry => entry.Name == "weight").Parameter;
        return weight is { ndim: > 1 } ? weight.numel() / weight.shape[0] : null;
    }

    private static void DrawUniform(Parameter parameter, double bound, RandomSource random)
    {
        using var scope = NewDisposeScope();
        var values = new float[parameter.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextUniform(-bound, bound);
        }

        parameter.copy_(tensor(values, parameter.shape));
    }
}
