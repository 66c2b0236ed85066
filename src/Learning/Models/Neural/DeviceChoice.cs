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
        try
        {
            return TorchDevice.Choose(compute.Device);
        }
        catch (Exception exception) when (exception is ArgumentException or DeviceUnavailableException)
        {
            throw new MethodException(exception.Message, exception);
        }
    }

    public static Tensor To(this Tensor values, Device device) => device.type == DeviceType.CPU ? values : values.to(device);
}
