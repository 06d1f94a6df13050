using System.Collections.Immutable;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Nodes made for one question, and the rules they get without their hashes.</summary>
internal static class Rendered
{
    /// <summary>A node with one pod, which one policy governs.</summary>
    public static NodeState Node(params ImmutableArray<NodeRule> ingress)
    {
        NodePolicy policy = new(new PolicyId("GlobalNetworkPolicy", "", "p"), "default", "all()") { Ingress = ingress };
        return new NodeState
        {
            Policies = [policy],
            Workloads = [new NodeWorkload("cali1") { Tiers = [new NodeTier("default", Model.RuleAction.Deny, [policy.Id], [])] }],
        };
    }

    public static FelixSettings Settings(params ReadOnlySpan<(string Name, string Value)> given)
    {
        ImmutableDictionary<string, string> all = FelixSettings.Default.Given;
        foreach ((string name, string value) in given)
        {
            all = all.Add(name, value);
        }

        return new FelixSettings(all);
    }

    /// <summary>The rules of a chain of iptables, each without what precedes its matches.</summary>
    public static string[] Iptables(NodeState node, string table, string chain, Fidelity fidelity = Fidelity.Exact, IpFamily family = IpFamily.V4)
    {
        string text = IptablesText.Write(NodeRules.Lower(node, family, Backend.Iptables, fidelity));
        string part = text.Split('*').Single(section => section.StartsWith(table + "\n", StringComparison.Ordinal));
        return [.. part.Split('\n').Where(line => line.StartsWith($"-A {chain} ", StringComparison.Ordinal)).Select(line => WithoutHash(line, chain))];
    }

    /// <summary>The rules of a chain of nftables, each without its comment.</summary>
    public static string[] Nftables(NodeState node, string chain, Fidelity fidelity = Fidelity.Exact, IpFamily family = IpFamily.V4)
    {
        string start = $"add rule {(family == IpFamily.V4 ? "ip" : "ip6")} calico {chain} ";
        return
        [
            .. NftablesText.Write(NodeRules.Lower(node, family, Backend.Nftables, fidelity)).Split('\n')
                .Where(line => line.StartsWith(start, StringComparison.Ordinal))
                .Select(line => line[start.Length..line.LastIndexOf(" comment \"", StringComparison.Ordinal)]),
        ];
    }

    private static string WithoutHash(string line, string chain) =>
        line[$"-A {chain} -m comment --comment \"cali:0123456789abcdef\"".Length..].TrimStart();
}
