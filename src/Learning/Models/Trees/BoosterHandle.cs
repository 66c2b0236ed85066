using Microsoft.Win32.SafeHandles;

namespace EventCollab.Learning.Models.Trees;

/// <summary>XGBoost's ensemble while it grows.</summary>
internal sealed class BoosterHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => NativeMethods.XGBoosterFree(handle) == 0;
}
