using System.Collections.Frozen;
using System.Text.Json;
using Dataplane.Tests.Services;
using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests;

/// <summary>What articles about pod networks state, asked of the model.</summary>
public sealed class SeedCorpusTests
{
    private const string Vxlan = """{"Type": "vxlan"}""";

    private static readonly FrozenDictionary<string, Action<JsonElement, JsonElement>> s_claims = new Dictionary<string, Action<JsonElement, JsonElement>>(StringComparer.Ordinal)
    {
        ["seed-000-bgp-route"] = (_, expect) => Assert.Equal((Text(expect, "proto"), false), ($"{RouteOf(Network(Cluster())).Protocol}".ToLowerInvariant(), RouteOf(Network(Cluster())).OnLink)),
        ["seed-000-ipip-dev"] = (_, expect) => Assert.Equal(Text(expect, "dev"), RouteOf(Network(Cluster(ipip: EncapsulationMode.Always))).Device),
        ["seed-000-nodeport-range"] = (_, expect) => Assert.Equal((expect.GetProperty("min").GetInt32(), expect.GetProperty("max").GetInt32()), (new ProxySettings().FirstNodePort, new ProxySettings().LastNodePort)),
        ["seed-000-lb-chain"] = (_, expect) => Assert.Equal(expect.GetArrayLength(), EntrancesOfLoadBalancer()),
        ["seed-000-rr"] = (_, expect) => Assert.Equal((Text(expect, "mesh"), Text(expect, "reflector")), (Growth(WithMesh), Growth(WithReflector))),
        ["seed-001-pod"] = (_, expect) => PodOfTheArticle(expect),
        ["seed-001-arping"] = (_, expect) => GatewayAnswers(expect),
        ["seed-001-ifname"] = (_, expect) => Assert.All(["a", "b", "c", "d"], name => Assert.Matches(Text(expect, "pattern"), WorkloadInterface.NameOf("shop", name))),
        ["seed-001-block-executed"] = (input, expect) => Assert.Equal(expect.GetString(), $"{new BlockWalk(Prefix(Text(input, "pool")), input.GetProperty("blockSize").GetInt32(), Text(input, "host")).Blocks().First()}"),
        ["seed-002-vtep"] = (_, expect) => TunnelDeviceOfFlannel(expect),
        ["seed-002-route"] = (_, expect) => Assert.Equal(
            $"{Text(expect, "dst")} via {Text(expect, "via")} dev {Text(expect, "dev")} onlink",
            $"{WithFlannel(Vxlan).Stack("n2")!.Lookup(null, A)}"),
        ["seed-002-neigh"] = (_, expect) => LinksOfFlannel(expect),
        ["seed-002-subnet-defaults"] = (input, expect) => Assert.Equal((Text(expect, "min"), Text(expect, "max")), SubnetRange(Text(input, "network"))),
        ["seed-002-default-backend"] = (input, expect) => Assert.Equal(Text(expect, "code"), FlannelConfig.Read(input.GetRawText()).Value!.Backend.Type),
        ["seed-003-terway-types"] = (_, expect) => Assert.Equal(Capitals(expect.EnumerateArray().Select(type => type.GetString()!)), Capitals(Enum.GetNames<TerwayIpType>())),
        ["seed-004-ttl"] = (_, expect) => Assert.Equal(expect.GetProperty("ttl").GetInt32(), new PacketWalk(Network(Cluster())).Send(Ping(A, B)).Packet.TimeToLive),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The three requirements are R1 to R3 of the invariants, watermarks are rules of `EniPoolTests`; which mode a manifest sets
    // and what a policy of an example says is nothing that a model of networks states.
    private static readonly FrozenSet<string> s_elsewhere = FrozenSet.Create(StringComparer.Ordinal, "seed-003-k8s-model", "seed-003-watermarks", "seed-000-default", "seed-004-policy-port");

    public static TheoryData<string> Seeds => IpamCase.NamesOf("seeds.json", entry => !s_elsewhere.Contains(entry.GetProperty("id").GetString()!));

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Seeds))]
    public void The_model_does_as_the_article_says(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        Assert.True(s_claims.TryGetValue(id, out Action<JsonElement, JsonElement>? claim), "the corpus has a statement that nothing compares");
        claim(entry.TryGetProperty("input", out JsonElement input) ? input : default, entry.GetProperty("expect"));
    }

    private static Route RouteOf(PodNetwork network) => network.Stack("n1")!.Lookup(null, B)!;

    /// <summary>What a Service with a load balancer answers to: the balancer's address, a port of nodes, its own address.</summary>
    private static int EntrancesOfLoadBalancer() => new[] { ("198.51.100.2", 80), (ServiceLab.NodeAddress, 30080), ("10.96.0.10", 80) }
        .Count(entrance => ServiceLab.Proxy(ServiceLab.Web).Ask(ServiceLab.Packet(ServiceLab.Outside, entrance.Item1, entrance.Item2)) is Translation.ToBackend);

    private static string Growth(Func<int, ClusterNetwork> cluster) => new[] { 4, 9, 20 } is var sizes
        && sizes.All(size => Sessions(cluster(size)) == size * (size - 1) / 2) ? "n(n-1)/2"
        : sizes.All(size => Sessions(cluster(size)) == size) ? "n"
        : "neither";

    private static int Sessions(ClusterNetwork cluster) => new BgpSessions(cluster, IpFamily.V4) is var sessions
        ? cluster.Nodes.SelectMany(node => sessions.Of(node.Name).Select(session => Ends(node.V4!.Value.Address, session.PeerAddress))).Distinct().Count()
        : 0;

    private static (IpAddress Low, IpAddress High) Ends(IpAddress one, IpAddress other) => one < other ? (one, other) : (other, one);

    private static ClusterNetwork WithMesh(int size) => new() { Nodes = [.. Enumerable.Range(1, size).Select(Speaker)] };

    /// <summary>Nodes and one more, which reflects their routes.</summary>
    private static ClusterNetwork WithReflector(int size) => new()
    {
        Nodes = [.. Enumerable.Range(1, size).Select(Speaker), Speaker(size + 1) with { RouteReflectorClusterId = Address("244.0.0.1") }],
        Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = false },
        BgpPeers = [new BgpPeer("reflector") { PeerIp = Speaker(size + 1).V4!.Value.Address }],
    };

    private static ClusterNode Speaker(int number) => new($"n{number}") { V4 = new InterfaceAddress(Address($"192.168.0.{number}"), 24) };

    private static void PodOfTheArticle(JsonElement expect)
    {
        NetworkStack pod = Network(Cluster()).Stack("shop/a")!;
        Assert.Equal($"default via {Text(expect, "gateway")} dev eth0", $"{pod.Lookup(null, B)}");
        Assert.All(expect.GetProperty("addresses").EnumerateArray(), address => Assert.EndsWith($"/{pod.Device("eth0")!.Addresses.Single().Length}", address.GetString(), StringComparison.Ordinal));
        Assert.Equal(Text(expect, "gatewayMac"), $"{new PacketWalk(Network(Cluster())).Send(Ping(A, B)).Steps.OfType<SentStep>().First().DestinationMac}");
    }

    private static void GatewayAnswers(JsonElement expect)
    {
        PodNetwork network = Network(Cluster());
        NetworkStack node = network.Stack("n1")!;
        VethDevice side = node.Devices.OfType<VethDevice>().First();
        IpAddress gateway = Address("169.254.1.1");
        Assert.Equal(("no answer", Text(expect, "arping")), (Text(expect, "ping"), Proxies.Answers(node, side, gateway) ? $"{side.Mac}" : ""));
        Assert.NotEqual(WalkEnd.Delivered, new PacketWalk(network).Send(Ping(A, gateway)).End);
    }

    private static void TunnelDeviceOfFlannel(JsonElement expect)
    {
        NetworkDevice device = WithFlannel(Vxlan).Stack("n1")!.Device(Text(expect, "dev"))!;
        Assert.Equal((expect.GetProperty("mtu").GetInt32(), $"{T1}/32"), (device.Mtu, $"{device.Addresses.First()}"));
    }

    private static void LinksOfFlannel(JsonElement expect)
    {
        LinkTable links = WithFlannel(Vxlan).Stack("n1")!.Links;
        Assert.NotEmpty(links.Neighbours);
        Assert.All(links.Neighbours, neighbour => Assert.EndsWith(Text(expect, "neigh"), $"{neighbour}", StringComparison.Ordinal));
        Assert.NotEmpty(links.Forwarding);
        Assert.All(links.Forwarding, entry => Assert.EndsWith(Text(expect, "fdb"), $"{entry}", StringComparison.Ordinal));
    }

    private static (string Least, string Most) SubnetRange(string network)
    {
        FlannelSubnets subnets = FlannelConfig.Read($$"""{"Network": "{{network}}"}""").Value!.Complete().Value!.V4;
        return ($"{subnets.SubnetMin}/{subnets.SubnetLength}", $"{subnets.SubnetMax}/{subnets.SubnetLength}");
    }

    private static string Capitals(IEnumerable<string> names) => string.Join(' ', names.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
