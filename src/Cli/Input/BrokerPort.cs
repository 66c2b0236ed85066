namespace EventCollab.Cli.Input;

/// <summary>The port of a broker's address, or its scheme's.</summary>
internal static class BrokerPort
{
    public static int Of(Uri address) => (address.Port, address.Scheme) switch
    {
        ( > 0 and var port, _) => port,
        (_, "amqps") => 5671,
        _ => 5672,
    };
}
