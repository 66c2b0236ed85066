using System.Diagnostics;

namespace EventCollab.Testing;

/// <summary>Where a private broker lives: its folder, its ports and the environment that keeps all of it on loopback.</summary>
internal sealed record RabbitMqNode(string Folder, int Port, int DistributionPort, int MapperPort)
{
    public string Address => $"amqp://guest:guest@127.0.0.1:{Port}/";

    public static RabbitMqNode Create(int[] ports)
    {
        var folder = Directory.CreateTempSubdirectory("eventcollab-rabbitmq-").FullName;
        var node = new RabbitMqNode(folder, ports[0], ports[1], ports[2]);
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");

        // Limits far below the defaults' share of the machine: several test processes may each have a broker.
        File.WriteAllText(
            Path.Combine(folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{node.Port}
            vm_memory_high_watermark.absolute = 2GB
            disk_free_limit.absolute = 50MB
            raft.wal_max_size_bytes = 67108864
            log.console = true
            log.console.level = info
            log.file = false

            """);
        return node;
    }

    public void ApplyTo(ProcessStartInfo start)
    {
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }
    }

    public void DeleteFolder()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // The dying broker may still write; the folder is a temporary one.
        }
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = Folder,
        ["RABBITMQ_NODENAME"] = $"eventcollab{Port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{Port}",
        ["RABBITMQ_DIST_PORT"] = $"{DistributionPort}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["RABBITMQ_CTL_DIST_PORT_MIN"] = "35672",
        ["RABBITMQ_CTL_DIST_PORT_MAX"] = "65000",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "rabbitmq-env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(Folder, "server.pid"),
        ["RABBITMQ_LOGS"] = "-",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{MapperPort}",
        ["LC_ALL"] = "C.UTF-8",
    };
}
