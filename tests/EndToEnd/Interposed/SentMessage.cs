using EventCollab.Contracts;

namespace EventCollab.EndToEnd.Interposed;

internal sealed record SentMessage(string Destination, ICollaborationMessage Message, IReadOnlyList<(PayloadDescriptor Descriptor, byte[] Bytes)> Payloads);
