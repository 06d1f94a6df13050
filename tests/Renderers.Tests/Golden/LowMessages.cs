using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>Reads Felix's messages about a node, as JSON has them, on top of what a case's options say.</summary>
internal static class LowMessages
{
    public static NodeState Read(JsonElement low, NodeState frame) => frame with
    {
        Sets = List(low, "ipSets", Set),
        Policies = List(low, "policies", Policy),
        Profiles = List(low, "profiles", Profile),
        Workloads = List(low, "workloads", Workload),
        Hosts = List(low, "hostEndpoints", Host),
        Pools = List(low, "ipPools", Pool),
        NodeAddresses = List(low, "hostMetadata", host => Address(Word(host, "ipv4Addr"))),
    };

    private static NodeSet Set(JsonElement set)
    {
        NodeSetKind kind = Word(set, "type") switch
        {
            "IP" => NodeSetKind.Addresses,
            "IP_AND_PORT" => NodeSetKind.AddressesAndPorts,
            _ => NodeSetKind.Nets,
        };
        return new NodeSet(Word(set, "id"), kind, List(set, "members", member => Member(member.GetString()!)));
    }

    private static NodeSetMember Member(string text)
    {
        int comma = text.IndexOf(',');
        if (comma < 0)
        {
            return new NodeSetMember(Net(text));
        }

        string[] port = text[(comma + 1)..].Split(':');
        return new NodeSetMember(Net(text[..comma]), Protocol.TryParse(port[0], out Protocol protocol) ? protocol : null, ushort.Parse(port[1]));
    }

    private static NodePolicy Policy(JsonElement element)
    {
        JsonElement policy = element.GetProperty("policy");
        return new NodePolicy(Id(element.GetProperty("id")), Word(policy, "tier"), Word(policy, "originalSelector"))
        {
            Ingress = List(policy, "inboundRules", LowRules.Read),
            Egress = List(policy, "outboundRules", LowRules.Read),
            IsUntracked = Flag(policy, "untracked"),
            IsPreDnat = Flag(policy, "preDnat"),
            IsAlwaysNeeded = List(policy, "perfHints", hint => hint.GetString()).Contains("AssumeNeededOnEveryNode", StringComparer.Ordinal),
        };
    }

    private static NodeProfile Profile(JsonElement element)
    {
        JsonElement profile = element.GetProperty("profile");
        return new NodeProfile(Word(element.GetProperty("id"), "name"), List(profile, "inboundRules", LowRules.Read), List(profile, "outboundRules", LowRules.Read));
    }

    private static NodeWorkload Workload(JsonElement element)
    {
        JsonElement endpoint = element.GetProperty("endpoint");
        return new NodeWorkload(Word(endpoint, "name"))
        {
            IsUp = Word(endpoint, "state") == "active",
            Tiers = List(endpoint, "tiers", Tier),
            Profiles = List(endpoint, "profileIds", profile => profile.GetString()!),
            Nets = [.. List(endpoint, "ipv4Nets", net => Net(net.GetString()!)), .. List(endpoint, "ipv6Nets", net => Net(net.GetString()!))],
            SpoofedNets = List(endpoint, "allowSpoofedSourcePrefixes", net => Net(net.GetString()!)),
            FloatingAddresses = [.. List(endpoint, "ipv4Nat", Floating), .. List(endpoint, "ipv6Nat", Floating)],
            Quality = endpoint.TryGetProperty("qosControls", out JsonElement quality) ? Quality(quality) : QualityOfService.None,
        };
    }

    private static NodeHost Host(JsonElement element)
    {
        JsonElement endpoint = element.GetProperty("endpoint");
        return new NodeHost(Word(element.GetProperty("id"), "endpointId"), Word(endpoint, "name"))
        {
            ExpectedAddresses =
            [
                .. List(endpoint, "expectedIpv4Addrs", address => Address(address.GetString()!)),
                .. List(endpoint, "expectedIpv6Addrs", address => Address(address.GetString()!)),
            ],
            Tiers = List(endpoint, "tiers", Tier),
            UntrackedTiers = List(endpoint, "untrackedTiers", Tier),
            PreDnatTiers = List(endpoint, "preDnatTiers", Tier),
            ForwardTiers = List(endpoint, "forwardTiers", Tier),
            Profiles = List(endpoint, "profileIds", profile => profile.GetString()!),
        };
    }

    private static QualityOfService Quality(JsonElement quality) => new()
    {
        IngressPacketRate = Number(quality, "ingressPacketRate"),
        IngressPacketBurst = Number(quality, "ingressPacketBurst"),
        EgressPacketRate = Number(quality, "egressPacketRate"),
        EgressPacketBurst = Number(quality, "egressPacketBurst"),
        IngressMaxConnections = Number(quality, "ingressMaxConnections"),
        EgressMaxConnections = Number(quality, "egressMaxConnections"),
    };

    private static NodePool Pool(JsonElement element)
    {
        JsonElement pool = element.GetProperty("pool");
        return new NodePool(Net(Word(pool, "cidr")), Flag(pool, "masquerade"), Used(pool, "ipipMode"), Used(pool, "vxlanMode"), IsForLoadBalancersOnly: false);
    }

    private static bool Used(JsonElement pool, string mode) => Word(pool, mode) is not ("" or "Never");

    private static NodeTier Tier(JsonElement tier) => new(
        Word(tier, "name"),
        Word(tier, "defaultAction") == "Pass" ? RuleAction.Pass : RuleAction.Deny,
        List(tier, "ingressPolicies", Id),
        List(tier, "egressPolicies", Id));

    private static PolicyId Id(JsonElement id) => new(Word(id, "kind"), Word(id, "namespace"), Word(id, "name"));

    private static FloatingAddress Floating(JsonElement nat) => new(Address(Word(nat, "extIp")), Address(Word(nat, "intIp")));

    public static ImmutableArray<T> List<T>(JsonElement element, string name, Func<JsonElement, T> read) =>
        element.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(read)] : [];

    public static string Word(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement text) ? text.GetString()! : "";

    public static IpPrefix Net(string text) => IpPrefix.TryParse(text, out IpPrefix net) ? net : throw new FormatException(text);

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();

    // Numbers of 64 bits are strings in the JSON of protobuf.
    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement number) ? long.Parse(number.ToString()) : 0;
}
