using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Terway;

/// <summary>Two nodes with an interface for pods each on one switch of the VPC, the first with another on another switch: a, c and e run on n1, b on n2.</summary>
internal static class Vpc
{
    public static readonly IpAddress A = Address("172.16.1.10");
    public static readonly IpAddress C = Address("172.16.1.11");
    public static readonly IpAddress E = Address("172.16.2.12");
    public static readonly IpAddress B = Address("172.16.1.20");
    public static readonly IpAddress Service = Address("10.96.0.10");
    public static readonly IpAddress NodeLocalDns = Address("169.254.20.10");

    /// <summary>The cluster with a Service whose one backend is <paramref name="backend"/>.</summary>
    public static ClusterNetwork Cluster(IpAddress? backend = null) => new()
    {
        Nodes = [Node(1, Eni(1, A, C), Eni(2, E)), Node(2, Eni(1, B))],
        Pods = [Pod("a", 1, A), Pod("c", 1, C), Pod("e", 1, E), Pod("b", 2, B)],
        Services =
        [
            new ProxiedPort(new ServicePortName("shop", "web", ""), Protocol.Tcp, Service, 80)
            {
                NodePort = 30080,
                ExternalPolicy = TrafficPolicy.Local,
                Backends = [new ServiceBackend(backend ?? B, 8080) { Node = backend is null || backend == B ? "n2" : "n1" }],
            },
        ],
        Proxy = new ProxySettings { PodRanges = [Prefix("172.16.0.0/16")], ServiceRanges = [Prefix("10.96.0.0/12")] },
    };

    public static TerwayNetwork Network(TerwayDatapath datapath, IpAddress? backend = null) => Network(new TerwaySettings { Datapath = datapath }, Cluster(backend));

    public static TerwayNetwork Network(TerwaySettings settings, ClusterNetwork? cluster = null, IPacketFilter? filter = null) =>
        TerwayNetwork.Of(cluster ?? Cluster(), settings, filter ?? OpenFilter.Instance);

    private static ClusterPod Pod(string name, int node, IpAddress address) => new("shop", name, $"n{node}", [address]);

    private static NodeEni Eni(int number, params IpAddress[] pods) => new($"eth{number}", Prefix($"172.16.{number}.0/24")) { Assigned = [.. pods] };

    private static ClusterNode Node(int number, params NodeEni[] enis) => new($"n{number}")
    {
        V4 = InterfaceAddress.TryParse($"192.168.0.{number}/24", out InterfaceAddress own) ? own : throw new FormatException(),
        Enis = [.. enis],
    };
}
