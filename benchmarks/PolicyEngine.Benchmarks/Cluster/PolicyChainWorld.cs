using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>
/// The policies that Felix's own renderer was measured on: 1,000 of 10 rules each, which become 27,000 rules of the kernel in
/// chains of both directions.
/// </summary>
internal sealed class PolicyChainWorld
{
    public const int RuleCount = 27_000;
    private const int PolicyCount = 1000;

    private readonly NodeState _state = new() { Policies = [.. Enumerable.Range(0, PolicyCount).Select(Policy)] };

    public FilterProgram Lower(Backend backend)
    {
        LoweringContext context = new(_state, IpFamily.V4, backend, Fidelity.Felix);
        ChainBag chains = new(TableKind.Filter);
        new PolicyChains(context, TableKind.Filter).AddPolicies(chains);
        return new FilterProgram(IpFamily.V4, Fidelity.Felix) { Tables = [chains.Build([])] };
    }

    public string Iptables() => IptablesText.Write(Lower(Backend.Iptables));

    public string Nftables() => NftablesText.Write(Lower(Backend.Nftables));

    private static NodePolicy Policy(int number)
    {
        PolicyId id = new("NetworkPolicy", Text($"ns-{number % 20}"), Text($"default.pol-{number:D4}"));
        return new NodePolicy(id, "default", "all()")
        {
            IsAlwaysNeeded = true,
            Ingress =
            [
                Rule("allow", "tcp", Sets(Set(number, 0)), Ports(80)),
                Rule("allow", "tcp", Sets(Set(number, 1)), new RuleSide { Ports = [new PortRange(443, 443), new PortRange(8000, 8100)] }),
                Rule("deny", source: Nets(Text($"10.{number % 250}.0.0/16"))),
                Rule("allow", "tcp", Nets("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"), Ports(22)),
                Rule("allow", "udp", destination: Ports(53)),
                Rule("allow", "tcp", new RuleSide { NotNets = Nets("10.1.0.0/16", "10.2.0.0/16").Nets }, Ports(9090)),
                Rule("pass", source: new RuleSide { Sets = [Set(number, 2)], NotSets = [Set(number, 3)] }),
                Rule("allow", "icmp") with { Family = IpFamily.V4, Icmp = new IcmpMatch(8, null) },
                Rule("log", source: Sets(Set(number, 4))),
                Rule("deny"),
            ],
        };
    }

    private static NodeRule Rule(string action, string? protocol = null, RuleSide? source = null, RuleSide? destination = null) =>
        new() { Action = action, Protocol = protocol, Source = source ?? RuleSide.Any, Destination = destination ?? RuleSide.Any };

    private static RuleSide Sets(string id) => new() { Sets = [id] };

    private static RuleSide Ports(ushort port) => new() { Ports = [new PortRange(port, port)] };

    private static RuleSide Nets(params ImmutableArray<string> nets) =>
        new() { Nets = [.. nets.Select(text => IpPrefix.TryParse(text, out IpPrefix net) ? net : throw new FormatException(text))] };

    private static string Set(int policy, int place) => Text($"s:{((7 * policy) + place) % 500:D27}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
