using System.Runtime.Versioning;

// Signals, file modes and setpriv: these tests drive a Linux machine.
[assembly: SupportedOSPlatform("linux")]
