namespace EventCollab.Torch;

/// <summary>The device that was asked for is not there; the message is one line that says what to do.</summary>
public sealed class DeviceUnavailableException(string message) : InvalidOperationException(message);
