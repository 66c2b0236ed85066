namespace EventCollab.Learning.Models.Neural;

/// <summary>Where an organization's networks are.</summary>
internal static class DeviceChoice
{
    /// <summary>
    /// Resolves the device and sets the threads of the calling thread's operations. Their number decides the order of sums, and so
    /// the bits of a result: it is set anew for every fit and prediction, whoever trained on this thread before.
    /// </summary>
    /// <exception cref="MethodException">There is no such device here.</exception>
    public static Device Prepare(ComputeSettings compute)
    {
        set_num_threads(compute.Threads);
        if (compute.Device == "auto")
        {
            return torch.cuda.is_available() ? CUDA : CPU;
        }

        var wanted = Parse(compute.Device);
        if (wanted.type == DeviceType.CUDA && Math.Max(wanted.index, 0) >= torch.cuda.device_count())
        {
            throw new MethodException(
                $"the device '{compute.Device}' was asked for, but libtorch finds {torch.cuda.device_count()} CUDA devices here; use cpu or auto.");
        }

        return wanted;
    }

    public static Tensor To(this Tensor values, Device device) => device.type == DeviceType.CPU ? values : values.to(device);

    private static Device Parse(string name)
    {
        try
        {
            return device(name);
        }
        catch (ArgumentException exception)
        {
            throw new MethodException($"no device is called '{name}'; there are cpu, cuda, cuda:N and auto.", exception);
        }
    }
}
