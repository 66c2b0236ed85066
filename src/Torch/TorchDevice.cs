namespace EventCollab.Torch;

/// <summary>The device setting of an agent.</summary>
public static class TorchDevice
{
    /// <summary>The device for <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c> or <c>auto</c> (CUDA where there is one).</summary>
    /// <exception cref="ArgumentException">No such setting.</exception>
    /// <exception cref="InvalidOperationException">CUDA was asked for and is not there: never a silent fall-back.</exception>
    public static torch.Device Choose(string setting)
    {
        if (setting == "auto")
        {
            return torch.cuda.is_available() ? torch.CUDA : torch.CPU;
        }

        var device = torch.device(setting);
        if (device.type == DeviceType.CUDA)
        {
            var count = torch.cuda.device_count();
            if (count == 0)
            {
                throw new InvalidOperationException($"the device '{setting}' was asked for, but this libtorch finds no CUDA device");
            }

            if (device.index >= count)
            {
                throw new InvalidOperationException($"the device '{setting}' was asked for, but there are only {count} CUDA devices");
            }
        }

        return device;
    }
}
