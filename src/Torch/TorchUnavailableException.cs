namespace EventCollab.Torch;

/// <summary>libtorch or the shim cannot be loaded; the message is one line that names what to install or run.</summary>
public sealed class TorchUnavailableException(string message) : DllNotFoundException(message);
