namespace EventCollab.Torch;

/// <summary>
/// The device setting of an agent, resolved here and nowhere else. Uses nothing but TorchSharp's names, so that the other back
/// end compiles this file too.
/// </summary>
public static class TorchDevice
{
    private const int MostDevices = 128;

    /// <summary>The device for <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c> or <c>auto</c> (CUDA where there is one).</summary>
    /// <exception cref="ArgumentException">No such setting.</exception>
    /// <exception cref="DeviceUnavailableException">CUDA was asked for and is not there: never a silent fall-back.</exception>
    public static torch.Device Choose(string setting)
    {
        if (!TryParse(setting, out var type, out var index))
        {
            throw new ArgumentException($"no device is called '{setting}'; there are cpu, cuda, cuda:N (for example cuda:1) and auto");
        }

        if (setting == "auto")
        {
            type = torch.cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU;
        }
        else if (type == DeviceType.CUDA)
        {
            CheckThere(setting, index);
        }

        return type == DeviceType.CPU ? torch.CPU : torch.device(DeviceType.CUDA, index);
    }

    /// <summary>Whether it is a setting at all; does not load libtorch.</summary>
    public static bool IsSetting(string setting) => TryParse(setting, out _, out _);

    private static bool TryParse(string setting, out DeviceType type, out int index)
    {
        index = -1;
        type = setting is "cpu" or "auto" ? DeviceType.CPU : DeviceType.CUDA;
        if (setting is "cpu" or "cuda" or "auto")
        {
            return true;
        }

        const string Prefix = "cuda:";
        return setting.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(setting.AsSpan(Prefix.Length), System.Globalization.NumberStyles.None, null, out index)
            && index < MostDevices;
    }

    private static void CheckThere(string setting, int index)
    {
        var count = torch.cuda.device_count();
        if (count == 0)
        {
            throw new DeviceUnavailableException(
                $"the device '{setting}' was asked for, but this libtorch finds no CUDA device: take cpu or auto, or see docs/gpu.md "
                + "for a libtorch with CUDA ('nvidia-smi' shows whether the driver sees a GPU)");
        }

        if (index >= count)
        {
            throw new DeviceUnavailableException(
                $"the device '{setting}' was asked for, but there {(count == 1 ? "is one CUDA device, cuda:0" : $"are {count} CUDA devices, cuda:0 to cuda:{count - 1}")}");
        }
    }
}
