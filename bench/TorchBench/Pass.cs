namespace EventCollab.TorchBench;

/// <summary>One timed pass of a worker.</summary>
/// <param name="Cpu">Seconds of processor time, user and system, of the whole process.</param>
/// <param name="Wall">Seconds.</param>
/// <param name="Loss">Of the last step.</param>
/// <param name="Faults">Minor page faults.</param>
internal sealed record Pass(double Cpu, double Wall, double Loss, long Faults);
