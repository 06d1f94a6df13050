using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Bgp;

/// <summary>Which routes BIRD takes and tells, whom it speaks with, and how long routes outlive a speaker: compared with confd's tests and with BIRD itself.</summary>
public sealed class BgpCorpusTests
{
    public static TheoryData<string> Cases => IpamCase.NamesOf("bgp.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void Bird_does_what_was_seen(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        (JsonElement input, JsonElement expect) = (entry.GetProperty("input"), entry.GetProperty("expect"));
        if (input.TryGetProperty("pools", out JsonElement pools))
        {
            CheckFilters(input, pools, expect);
        }
        else if (input.TryGetProperty("event", out _))
        {
            CheckFailure(input, expect);
        }
        else if (input.TryGetProperty("local", out JsonElement local))
        {
            CheckWireguard(local, input.GetProperty("peers"), expect);
        }
        else if (input.TryGetProperty("nodes", out JsonElement nodes))
        {
            CheckRoutes(Nodes(nodes), Texts(input, "blocks"), expect, reflector: null);
        }
        else if (input.TryGetProperty("rr", out JsonElement reflector))
        {
            string[] clients = [.. Texts(input, "clients")];
            CheckRoutes([.. clients, reflector.GetString()!], ["10.18.1.0/26", "10.18.2.0/26", "10.18.3.0/26"], expect, reflector.GetString());
        }
        else
        {
            CheckMesh(input, expect);
        }
    }

    private static void CheckFilters(JsonElement input, JsonElement described, JsonElement expect)
    {
        AddressPool[] pools = [.. described.EnumerateArray().Select((pool, number) => PoolOf(pool, number))];
        IpPrefix? subnet = IpPrefix.TryParse(Text(input, "localSubnet"), out IpPrefix known) ? known : null;
        IpFamily family = pools[0].Cidr.Family;
        IEnumerable<BirdKernelRule> rules = BirdKernelRule.Of(pools, family, Programmed(Text(input, "programClusterRoutes")), subnet);
        foreach (JsonProperty field in expect.EnumerateObject())
        {
            switch (field.Name)
            {
                case "kernel" when field.Value.ValueKind == JsonValueKind.Null:
                    Assert.Empty(rules);
                    break;
                case "kernel":
                    CorpusShape.HasLines(
                        field.Value.EnumerateArray().Select(rule => $"{Text(rule, "pool")} {Text(rule, "verdict")} {Text(rule, "tunnel")} {Text(rule, "tunnelUnlessNextHopIn")}"),
                        rules.Select(rule => $"{rule.Pool} {(rule.IsInstalled ? "accept" : "reject")} {(rule.IsInstalled ? rule.Tunnel : null)} {(rule.IsInstalled ? rule.UnlessNextHopIn : null)}"));
                    break;
                case "kernelRejects":
                    CorpusShape.HasLines(Texts(expect, field.Name), rules.Where(rule => !rule.IsInstalled).Select(rule => rule.Pool.ToString()));
                    break;
                case "exportReject":
                    CorpusShape.HasLines(Texts(expect, field.Name), pools.Except(BirdExport.Announced(pools)).Select(pool => pool.Cidr.ToString()));
                    break;
                case "exportAccept":
                    CorpusShape.HasLines(Texts(expect, field.Name), BirdExport.Announced(pools).Select(pool => pool.Cidr.ToString()));
                    break;
                default:
                    Assert.Fail($"the corpus expects something that nothing compares: {field.Name}");
                    break;
            }
        }
    }

    private static void CheckFailure(JsonElement input, JsonElement expect)
    {
        string described = Text(input, "event")!;
        BgpEvent happened = described.Contains("KILL", StringComparison.Ordinal) ? BgpEvent.Crash
            : described.Contains("birdc down", StringComparison.Ordinal) ? BgpEvent.Shutdown
            : described.Contains("link down", StringComparison.Ordinal) ? BgpEvent.Silence
            : throw new InvalidDataException($"the corpus has an event of an unknown kind: {described}");
        BgpTimers timers = new(Seconds(input, "holdTime") ?? BgpTimers.Default.HoldTime, Seconds(input, "gracefulRestartTime"));
        bool isReflector = described.Contains("reflector", StringComparison.Ordinal);
        ClusterNetwork cluster = isReflector ? Cluster(["10.0.0.1", "10.0.0.2", "10.0.0.3"], [], "10.0.0.3") : Cluster(["10.0.0.1", "10.0.0.2"], [], null);
        BgpOutage outage = BgpOutage.None(cluster, IpFamily.V4, timers).After(isReflector ? "10.0.0.3" : "10.0.0.2", happened);

        double kept = Enumerable.Range(0, 2000).TakeWhile(tenth => outage.Advance(TimeSpan.FromSeconds(tenth / 10.0)).Hears("10.0.0.1", "10.0.0.2")).Count() / 10.0;

        double[] range = [.. expect.GetProperty("routeKeptSeconds").EnumerateArray().Select(bound => bound.GetDouble())];
        Assert.InRange(kept, range[0], range[1]);
    }

    private static void CheckWireguard(JsonElement local, JsonElement peers, JsonElement expect)
    {
        ClusterNode[] others = [.. peers.EnumerateArray().Select(peer => WithKey(Node(Text(peer, "ip")!, null), peer))];
        ClusterNetwork cluster = Cluster([], [], null) with
        {
            Nodes = [WithKey(Node(Text(local, "ip")!, null), local), .. others],
            Blocks = [.. others.Select((node, number) => new ClusterBlock(Walk.TwoNodes.Prefix($"10.18.{number}.0/26"), node.Name))],
        };
        NetworkStack stack = new CalicoNetwork(cluster, CalicoSettings.Default with { WireguardEnabled = true }, OpenFilter.Instance).Stack(Text(local, "ip")!)!;
        IpAddress?[] installed = [.. stack.Rules.SelectMany(rule => rule.Table.All).Where(route => route.Protocol == RouteProtocol.Bird).Select(route => route.Gateway)];
        CorpusShape.HasLines(Texts(expect, "rejectedNextHops"), others.Select(node => node.V4!.Value.Address).Where(address => !installed.Contains(address)).Select(address => address.ToString()));
    }

    private static void CheckRoutes(string[] nodes, IEnumerable<string> blocks, JsonElement expect, string? reflector)
    {
        CalicoNetwork network = new(Cluster(nodes, [.. blocks], reflector), CalicoSettings.Default, OpenFilter.Instance);
        foreach (JsonProperty node in expect.EnumerateObject())
        {
            IEnumerable<Route> routes = network.Stack(node.Name)!.Rules.SelectMany(rule => rule.Table.All).Where(route => route.Protocol == RouteProtocol.Bird);
            string[] lines = [.. routes.Select(route => route.Kind == RouteKind.Blackhole ? $"blackhole {route.Destination}" : $"{route.Destination} via {route.Gateway}")];
            Assert.All(node.Value.EnumerateArray(), route => Assert.Contains(route.GetString()!, lines, StringComparer.Ordinal));
        }
    }

    private static void CheckMesh(JsonElement input, JsonElement expect)
    {
        string self = Text(input, "self") ?? "10.0.0.1";
        (string Address, string? Cluster)[] peers = input.TryGetProperty("peers", out JsonElement list)
            ? [.. list.EnumerateArray().Select(peer => peer.ValueKind == JsonValueKind.String ? (peer.GetString()!, null) : (Text(peer, "ip")!, Text(peer, "clusterId")))]
            : [("10.0.0.2", null)];
        bool isEnabled = !input.TryGetProperty("meshEnabled", out JsonElement enabled) || enabled.GetBoolean();
        ClusterNetwork cluster = new()
        {
            Nodes = [Node(self, Text(input, "selfClusterId")), .. peers.Select(peer => Node(peer.Address, peer.Cluster))],
            Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = isEnabled },
        };
        IReadOnlyList<BgpSessionConfig> sessions = new BgpSessions(cluster, IpFamily.V4).Of(self);
        foreach (JsonProperty field in expect.EnumerateObject())
        {
            switch (field.Value.ValueKind)
            {
                case JsonValueKind.Number:
                    Assert.Equal(field.Value.GetInt32(), sessions.Count);
                    break;
                case JsonValueKind.Array:
                    CorpusShape.HasLines(Texts(expect, field.Name), sessions.Select(session => session.PeerAddress.ToString()));
                    break;
                default:
                    Assert.Equal(field.Value.GetProperty("passive").GetBoolean(), sessions.Single(session => session.PeerAddress.ToString() == field.Name).IsPassive);
                    break;
            }
        }
    }

    // What is not known counts as left out.
    private static ClusterRoutes Programmed(string? word) =>
        Enum.GetValues<ClusterRoutes>().Where(routes => ClusterRouteWords.Write(routes) == word).DefaultIfEmpty(BgpConfiguration.Default.ProgramClusterRoutes).Single();

    private static ClusterNetwork Cluster(string[] nodes, string[] blocks, string? reflector) => new()
    {
        Nodes = [.. nodes.Select(node => Node(node, node == reflector ? "244.0.0.1" : null))],
        Pools = [new AddressPool("pods", Walk.TwoNodes.Prefix("10.18.0.0/16"))],
        Blocks = [.. blocks.Zip(nodes, (block, node) => new ClusterBlock(Walk.TwoNodes.Prefix(block), node))],
        Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = reflector is null },
        BgpPeers = reflector is null ? [] : [new BgpPeer("to-reflector") { PeerSelector = PolicyEngine.Selectors.Selector.Parse("reflector == 'yes'") }],
    };

    private static ClusterNode Node(string address, string? clusterId) => new(address)
    {
        V4 = new InterfaceAddress(Walk.TwoNodes.Address(address), 24),
        RouteReflectorClusterId = clusterId is null ? null : Walk.TwoNodes.Address(clusterId),
        Labels = clusterId is null ? PolicyEngine.Selectors.LabelSet.Empty : PolicyEngine.Selectors.LabelSet.Create([KeyValuePair.Create("reflector", "yes")]),
    };

    private static ClusterNode WithKey(ClusterNode node, JsonElement described) => Text(described, "wireguard") is { } tunnel
        ? node with { WireguardKeyV4 = node.Name, WireguardTunnelV4 = Walk.TwoNodes.Address(tunnel) }
        : node;

    private static AddressPool PoolOf(JsonElement pool, int number)
    {
        // One case names pools alone: they are those of the others, every second of them not announced.
        bool isPlain = pool.ValueKind == JsonValueKind.String;
        EncapsulationMode mode = isPlain || Text(pool, "mode") is not { } text ? EncapsulationMode.Never : Enum.Parse<EncapsulationMode>(text);
        string? encapsulation = isPlain ? null : Text(pool, "encapsulation");
        return new AddressPool(string.Create(CultureInfo.InvariantCulture, $"pool-{number:00}"), Walk.TwoNodes.Prefix(isPlain ? pool.GetString()! : Text(pool, "cidr")!))
        {
            Ipip = encapsulation == "ipip" ? mode : EncapsulationMode.Never,
            Vxlan = encapsulation == "vxlan" ? mode : EncapsulationMode.Never,
            DisableBgpExport = isPlain ? number % 2 == 1 : pool.GetProperty("disableBGPExport").GetBoolean(),
        };
    }

    private static string[] Nodes(JsonElement nodes) => [.. nodes.EnumerateArray().Select(node => node.GetString()!)];

    private static IEnumerable<string> Texts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static TimeSpan? Seconds(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? TimeSpan.FromSeconds(value.GetDouble()) : null;
}
