using System.Text.Json;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Calico;

/// <summary>What Felix's route managers program for the routes that its own tests give them.</summary>
public sealed class FelixRouteCorpusTests
{
    private const string Parent = "eth0";

    public static TheoryData<string> Programmed => IpamCase.NamesOf("felix-dataplane.json", entry => !entry.GetProperty("id").GetString()!.StartsWith("nat-", StringComparison.Ordinal));

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Programmed))]
    public void Felix_programs_what_its_tests_say(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        (JsonElement input, JsonElement expect) = (entry.GetProperty("input"), entry.GetProperty("expect"));
        PoolType pool = id switch
        {
            _ when id.Contains("vxlan", StringComparison.Ordinal) => PoolType.Vxlan,
            _ when id.Contains("ipip", StringComparison.Ordinal) => PoolType.Ipip,
            _ => PoolType.NoEncap,
        };
        if (input.TryGetProperty("parent", out JsonElement parents))
        {
            JsonElement[] expected = [.. expect.EnumerateArray()];
            Assert.All(parents.EnumerateArray().Zip(expected), step =>
                CheckCounts(step.Second, Program(pool, step.First.GetString(), input.GetProperty("route"))));
        }
        else if (input.TryGetProperty("addrs", out JsonElement addresses))
        {
            CheckAddresses(addresses, expect);
        }
        else
        {
            Check(expect, input.TryGetProperty("routes", out JsonElement routes) ? Program(pool, Parent, [.. routes.EnumerateArray()]) : Program(pool, Parent, input));
        }
    }

    public static TheoryData<string> Translated => IpamCase.NamesOf("felix-dataplane.json", entry => entry.GetProperty("id").GetString()!.StartsWith("nat-", StringComparison.Ordinal));

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Translated))]
    public void The_chain_of_outgoing_translation_is_Felixs(string id)
    {
        JsonElement input = IpamCase.Named(id).GetProperty("input");
        bool sparesHosts = Text(input, "natOutgoingExclusions") == "IPPoolsAndHostIPs";
        CalicoSettings settings = CalicoSettings.Default with
        {
            NatOutgoingExcludesHosts = sparesHosts,
            NatOutgoingAddress = Text(input, "natOutgoingAddress") is { } fixedSource ? Address(fixedSource) : null,
            NatPortRange = Text(input, "natPortRange") is { } ports && PortRange.TryParse(ports.Replace('-', ':'), out PortRange range) ? range : null,
        };
        bool isActive = !input.TryGetProperty("active", out JsonElement active) || active.GetBoolean();
        OutgoingNat nat = new([new PolicyEngine.Dataplane.Addressing.AddressPool("pods", Walk.TwoNodes.Prefix("10.0.0.0/16")) { NatOutgoing = isActive }], AddressSet.Empty, settings);
        string spared = sparesHosts ? "cali40network-ip-pools,cali40all-hosts-net" : "cali40network-ip-pools";
        CorpusShape.HasLines(
            IpamCase.Named(id).GetProperty("expect").EnumerateArray().Select(rule => $"{Text(rule, "action")} {Text(rule, "proto")} {Text(rule, "to")} {Text(rule, "toPorts")} {Text(rule, "srcSet")} not {string.Join(',', rule.GetProperty("notDstSet").EnumerateArray().Select(set => set.GetString()))}"),
            nat.Rules.Select(rule => $"{rule.Action.ToString().ToUpperInvariant()} {rule.Protocol?.Name.ToLowerInvariant()} {rule.Address} {CorpusShape.InIptables(rule.Ports)} cali40masq-ipam-pools not {spared}"));
    }

    private static void Check(JsonElement expect, Route[] routes)
    {
        foreach (JsonProperty field in expect.EnumerateObject())
        {
            switch (field.Name)
            {
                case "counts":
                    CheckCounts(field.Value, routes);
                    break;
                case "fdb":
                    JsonElement entry = Assert.Single(field.Value.EnumerateArray());
                    LinkTable links = Vteps.LinksOf("node1");
                    Assert.Equal(entry.GetProperty("hostIp").GetString(), Assert.Single(links.Forwarding).Destination.ToString());
                    Assert.Equal(entry.GetProperty("tunnelIp").GetString(), Assert.Single(links.Neighbours).Address.ToString());
                    Assert.Equal(entry.GetProperty("tunnelMac").GetString(), Assert.Single(links.Forwarding).Mac.ToString());
                    break;
                case "fdbProgrammedOnce":
                    break;
                case "eth0" or "blackhole" or "tunl0" or "vxlan":
                    CorpusShape.HasLines(field.Value.EnumerateArray().Select(Line).Order(StringComparer.Ordinal), routes.Where(route => IsOn(route, field.Name)).Select(Line).Order(StringComparer.Ordinal));
                    break;
                case "dev":
                    Assert.Equal(Line(expect), Line(Assert.Single(routes, route => route.Device == field.Value.GetString())));
                    break;
                case "type" or "dst" or "gw" or "protocol":
                    break;
                default:
                    Assert.Fail($"the corpus expects something that nothing compares: {field.Name}");
                    break;
            }
        }
    }

    private static void CheckCounts(JsonElement counts, Route[] routes) => Assert.All(counts.EnumerateObject(), count =>
    {
        int actual = routes.Count(route => IsOn(route, count.Name));
        Assert.True(count.Value.ValueKind == JsonValueKind.Number ? count.Value.GetInt32() == actual : actual >= 1, $"{count.Name}: {actual} of {count.Value}");
    });

    /// <summary>What an interface keeps of the addresses it has when it is to have another, or none.</summary>
    private static void CheckAddresses(JsonElement addresses, JsonElement expect)
    {
        IEnumerable<InterfaceAddress> present = addresses.EnumerateArray().Select(text => InterfaceAddress.TryParse(text.GetString(), out InterfaceAddress address) ? address : throw new FormatException());
        CorpusShape.HasLines(
            expect.GetProperty("addrs").EnumerateArray().Select(address => address.GetString()!),
            TunnelAddresses.Kept(present, wanted: null).Select(address => address.ToString()));
    }

    private static Route[] Program(PoolType pool, string? parent, params JsonElement[] routes)
    {
        FelixRoutes felix = new("node1", ClusterRoutes.Both, _ => parent, (node, family) => node == "node1" ? null : Vteps.Of("node2", family));
        return [.. routes.Select(route => felix.Of(Resolved(route, pool))).OfType<Route>()];
    }

    private static ResolvedRoute Resolved(JsonElement route, PoolType pool)
    {
        Assert.True(IpPrefix.TryParse(route.GetProperty("dst").GetString(), out IpPrefix destination));
        bool isLocal = Text(route, "type") == "LOCAL_WORKLOAD";
        return new ResolvedRoute(destination)
        {
            Types = Text(route, "type") switch
            {
                "LOCAL_WORKLOAD" => RouteTypes.LocalWorkload,
                "REMOTE_TUNNEL" => RouteTypes.RemoteTunnel,
                _ => RouteTypes.RemoteWorkload,
            },
            PoolType = pool,
            Node = isLocal ? "node1" : "node2",
            NodeAddress = IpAddress.TryParse(Text(route, "nodeIp") ?? "172.8.8.8", out IpAddress node) ? node : null,
            SameSubnet = route.TryGetProperty("sameSubnet", out JsonElement same) && same.GetBoolean(),
            IsBorrowed = route.TryGetProperty("borrowed", out JsonElement borrowed) && borrowed.GetBoolean(),
        };
    }

    private static VtepTable Vteps { get; } = new(
    [
        new PolicyEngine.Dataplane.Topology.ClusterNode("node1") { V4 = Interface("172.0.0.2/24"), VxlanTunnelV4 = Address("10.0.0.0"), VtepMacV4 = Mac("00:0a:74:9d:68:16") },
        new PolicyEngine.Dataplane.Topology.ClusterNode("node2") { V4 = Interface("172.0.12.1/24"), VxlanTunnelV4 = Address("10.0.80.0"), VtepMacV4 = Mac("00:0a:95:9d:68:16") },
    ]);

    private static bool IsOn(Route route, string device) => device == "blackhole" ? route.Kind == RouteKind.Blackhole : route.Device == device;

    private static string Line(JsonElement route) => $"{route.GetProperty("dst").GetString()} via {Text(route, "gw")} proto {route.GetProperty("protocol")}" is var text
        && InterfaceAddress.TryParse(route.GetProperty("dst").GetString(), out InterfaceAddress own) ? text.Replace(route.GetProperty("dst").GetString()!, own.Subnet.ToString(), StringComparison.Ordinal) : "";

    private static string Line(Route route) => $"{route.Destination} via {route.Gateway} proto {(int)route.Protocol}";

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static InterfaceAddress Interface(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    private static MacAddress Mac(string text) => MacAddress.TryParse(text, out MacAddress mac) ? mac : throw new FormatException(text);
}
