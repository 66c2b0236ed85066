using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Bench;

/// <summary>What <c>bench rounds</c> is asked to measure.</summary>
internal sealed record RoundsRequest(int Organizations, long PayloadBytes, int Rounds, TransportOptions Transport, string? RunFolder, bool Durable);
