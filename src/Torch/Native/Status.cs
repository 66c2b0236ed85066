using System.Runtime.InteropServices;

namespace EventCollab.Torch.Native;

/// <summary>Turns the shim's error codes into exceptions.</summary>
internal static unsafe class Status
{
    /// <exception cref="ExternalException">The call failed; the text is ATen's, after the operator's name.</exception>
    internal static void Check(int code, string operation)
    {
        if (code != 0)
        {
            Throw(operation);
        }
    }

    private static void Throw(string operation)
    {
        var text = Marshal.PtrToStringUTF8((nint)NativeMethods.ec_last_error()) ?? "";
        throw new ExternalException($"{operation}: {text.TrimEnd()}");
    }
}
