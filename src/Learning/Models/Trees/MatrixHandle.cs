using Microsoft.Win32.SafeHandles;

namespace EventCollab.Learning.Models.Trees;

/// <summary>XGBoost's copy of the training rows.</summary>
internal sealed class MatrixHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => NativeMethods.XGDMatrixFree(handle) == 0;
}
