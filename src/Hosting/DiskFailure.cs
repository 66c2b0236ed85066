using EventCollab.Messaging.Persistence;

namespace EventCollab.Hosting;

/// <summary>Tells a disk that refuses, which may serve again, from everything else.</summary>
public static class DiskFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException or StoreException;
}
