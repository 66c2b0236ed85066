namespace EventCollab.Torch;

/// <summary>Moves and converts whole modules; each returns the module's own type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves parameters and buffers. Make the optimizer after it: its state lies where the parameters lay.</summary>
    public static T to<T>(this T module, torch.Device device)
        where T : torch.nn.Module
    {
        module.Convert(tensor => tensor.to(device));
        return module;
    }

    /// <summary>Converts floating point parameters and buffers; counters stay as they are.</summary>
    public static T to<T>(this T module, torch.ScalarType type)
        where T : torch.nn.Module
    {
        module.Convert(tensor => IsFloating(tensor.dtype) ? tensor.to(type) : tensor.alias());
        return module;
    }

    public static T cpu<T>(this T module)
        where T : torch.nn.Module
        => module.to(torch.CPU);

    public static T cuda<T>(this T module)
        where T : torch.nn.Module
        => module.to(torch.CUDA);

    private static bool IsFloating(torch.ScalarType type)
        => type is torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 or torch.ScalarType.Float64;
}
