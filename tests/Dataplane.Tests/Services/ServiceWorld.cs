using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>Three nodes in two zones, and the Services of a <see cref="Situation"/>.</summary>
internal sealed class ServiceWorld
{
    public static ProxyNode[] Nodes { get; } =
    [
        new("node-1") { Zone = "a", Addresses = [Ip("192.168.0.1"), Ip("192.168.1.1")] },
        new("node-2") { Zone = "b", Addresses = [Ip("192.168.0.2")] },
        new("node-3") { Zone = "a", Addresses = [Ip("192.168.0.3")] },
    ];

    private static readonly string[] Clients = [OwnPod, "10.18.1.1", "10.18.2.1", "192.168.0.1", "192.168.0.2", "172.16.0.9", "8.8.8.8"];

    public ServiceWorld(Situation situation)
    {
        Ports = [.. situation.Services.Select(Port)];
        Settings = ServiceLab.Settings with { MasqueradeAll = (situation.Settings & 1) != 0, Mode = (ProxyMode)((situation.Settings >> 1) % 3) };
        Target = Ports[situation.Target % Ports.Length];
        string client = Clients[situation.Client % Clients.Length];
        bool isFromNode = Nodes[0].Addresses.Contains(Ip(client));
        Entrance = situation.Entrance % 4;
        (IpAddress address, ushort port) = Doors(Target)[Entrance];
        Packet = new(Target.Protocol, Ip(client), 40000, address, port, isFromNode);
    }

    public ProxiedPort[] Ports { get; }

    public ProxySettings Settings { get; }

    public ProxiedPort Target { get; }

    /// <summary>0 the cluster address, 1 an external one, 2 the load balancer's, 3 a node port.</summary>
    public int Entrance { get; }

    public FirstPacket Packet { get; }

    public bool IsFromPod => Settings.PodRanges[0].Contains(Packet.Source);

    public bool IsFromOutside => !IsFromPod && !Packet.IsFromNode;

    /// <summary>Whether source ranges stand in the packet's way.</summary>
    public bool IsHeldBack => Entrance == 2 && !Target.SourceRanges.IsEmpty && !Target.SourceRanges[0].Contains(Packet.Source);

    public NodeProxy Proxy(ProxyMode? mode = null, int node = 0) =>
        NodeProxy.Build(Nodes[node], Settings with { Mode = mode ?? Settings.Mode }, Ports);

    public FirstPacket Through(int entrance)
    {
        (IpAddress address, ushort port) = Doors(Target)[entrance];
        return Packet with { Destination = address, DestinationPort = port };
    }

    public static (IpAddress Address, ushort Port)[] Doors(ProxiedPort port) =>
        [(port.ClusterAddress!.Value, port.Port), (port.ExternalAddresses[0], port.Port), (port.LoadBalancerAddresses[0], port.Port), (Nodes[0].Addresses[0], port.NodePort)];

    private static ProxiedPort Port(ServicePlan plan, int number)
    {
        return new(new("default", $"s{number}", "p"), (plan.Exposure & 1) != 0 ? Protocol.Udp : Protocol.Tcp, Ip($"10.96.0.{10 + number}"), 80)
        {
            NodePort = (ushort)(30000 + number),
            ExternalAddresses = [Ip($"198.51.100.{10 + number}")],
            LoadBalancerAddresses = [Ip($"203.0.113.{10 + number}")],
            SourceRanges = (plan.Exposure & 2) != 0 ? [Range("172.16.0.0/12")] : [],
            Affinity = (plan.Policies & 4) != 0 ? TimeSpan.FromSeconds(60) : null,
            ExternalPolicy = (TrafficPolicy)(plan.Policies & 1),
            InternalPolicy = (TrafficPolicy)((plan.Policies >> 1) & 1),
            Backends = [.. plan.Backends.Select(Backend)],
        };
    }

    private static ServiceBackend Backend(BackendPlan plan)
    {
        int node = plan.Host % 3;
        return new(Ip($"10.18.{node + 1}.{1 + (plan.Host / 3 % 4)}"), 8080)
        {
            Node = Nodes[node].Name,
            IsReady = (plan.State & 3) != 0,
            IsServing = (plan.State & 4) != 0,
            IsTerminating = (plan.State & 8) != 0,
            ZoneHints = (plan.State >> 4 & 3) switch { 0 => [], 1 => ["a"], 2 => ["b"], _ => ["a", "b"] },
        };
    }
}
