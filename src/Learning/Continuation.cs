namespace EventCollab.Learning;

/// <summary>
/// The collaboration that another one starts from: participants get its model stores, and the coordinator its final state
/// in place of <see cref="ICoordinator.Start"/>, as one tensor of bytes (<see cref="TensorSet.OfBytes"/>).
/// </summary>
/// <param name="Collaboration">Its id.</param>
/// <param name="StateHash">SHA-256 of its final state, in hexadecimal; the coordinator's payload store holds it.</param>
public sealed record Continuation(string Collaboration, string StateHash);
