using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>Puts nodes together as the worlds of the cases have them: one pod <c>web</c> on the node, and what a case adds.</summary>
internal static class World
{
    public const string WebInterface = "cali6887f7b8201";
    public const string WebSelector = "app == \"web\"";
    public const string HostSelector = "has(host)";

    /// <summary>The standard world: its pod's namespace allows everything, its service account has no profile and so denies.</summary>
    public static NodeState Standard(GoldenCase golden, params ImmutableArray<NodeTier> tiers)
    {
        NodeWorkload web = new(WebInterface)
        {
            Tiers = tiers,
            Profiles = ["kns.ns1", "ksa.ns1.sa-web"],
            Nets = [Net("10.65.0.2"), Net("fd00:65::2")],
        };
        NodeRule allow = Rule("allow");
        return golden.Frame() with
        {
            Workloads = [web],
            Profiles = [new NodeProfile("kns.ns1", [allow], [allow])],
            Sets = SetsOf(golden),
        };
    }

    /// <summary>The standard world with policies of the default tier for its pod, which all have both directions' rules or one's.</summary>
    public static NodeState WithPolicies(GoldenCase golden, params ImmutableArray<NodePolicy> policies) =>
        Standard(golden, Tier("default", policies)) with { Policies = policies };

    public static NodeTier Tier(string name, params ImmutableArray<NodePolicy> policies) => new(
        name,
        RuleAction.Deny,
        [.. policies.Where(policy => !policy.Ingress.IsEmpty).Select(policy => policy.Id)],
        [.. policies.Where(policy => !policy.Egress.IsEmpty).Select(policy => policy.Id)]);

    public static NodePolicy Global(string name, params ImmutableArray<NodeRule> ingress) =>
        new(new PolicyId("GlobalNetworkPolicy", "", name), "default", WebSelector) { Ingress = ingress };

    public static NodePolicy ForHosts(string name, params ImmutableArray<NodeRule> ingress) => Global(name, ingress) with { Selector = HostSelector };

    public static NodeRule Rule(string action, string? protocol = null, RuleSide? source = null, RuleSide? destination = null) => new()
    {
        Action = action,
        Protocol = protocol,
        Source = source ?? RuleSide.Any,
        Destination = destination ?? RuleSide.Any,
    };

    public static RuleSide Nets(params ImmutableArray<string> nets) => new() { Nets = [.. nets.Select(Net)] };

    public static RuleSide NotNets(params ImmutableArray<string> nets) => new() { NotNets = [.. nets.Select(Net)] };

    public static RuleSide Ports(params ImmutableArray<ushort> ports) => new() { Ports = [.. ports.Select(port => new PortRange(port, port))] };

    public static RuleSide Ranges(params ImmutableArray<PortRange> ports) => new() { Ports = ports };

    public static RuleSide Named(params ImmutableArray<string> sets) => new() { NamedPorts = sets };

    public static RuleSide InSets(params ImmutableArray<string> sets) => new() { Sets = sets };

    public static RuleSide NotInSets(params ImmutableArray<string> sets) => new() { NotSets = sets };

    public static RuleSide UpTo(ushort first, int count) => Ports([.. Enumerable.Range(first, count).Select(port => (ushort)port)]);

    public static IpPrefix Net(string text) => IpPrefix.TryParse(text, out IpPrefix net) ? net : throw new FormatException(text);

    public static IpAddress Address(string text) => Net(text).First;

    /// <summary>The sets of selectors that a case's text has. Their ids are cut, which their names do not show.</summary>
    private static ImmutableArray<NodeSet> SetsOf(GoldenCase golden)
    {
        Dictionary<string, NodeSet> sets = [];
        foreach (IpFamily family in golden.Families)
        {
            foreach (string[] words in golden.Text("ipset", family).Split('\n').Select(line => line.Split(' ')).Where(words => words.Length > 2 && words[1].Contains(':')))
            {
                string id = words[1]["cali40".Length..];
                NodeSetKind kind = words[2] == "hash:net" ? NodeSetKind.Nets : NodeSetKind.AddressesAndPorts;
                NodeSet set = sets.GetValueOrDefault(id) ?? new NodeSet(id, kind, []);
                sets[id] = words[0] == "create" ? set : set with { Members = set.Members.Add(Member(words[2])) };
            }
        }

        return [.. sets.Values];
    }

    private static NodeSetMember Member(string text)
    {
        string[] parts = text.Split(',', ':');
        return text.Contains(',') && Protocol.TryParse(parts[1], out Protocol protocol)
            ? new NodeSetMember(Net(parts[0]), protocol, ushort.Parse(parts[2]))
            : new NodeSetMember(Net(text));
    }
}
