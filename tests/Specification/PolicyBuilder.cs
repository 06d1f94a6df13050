using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Random policies, a small share of them with errors if asked for.</summary>
public sealed class PolicyBuilder(Dice dice, bool hasErrors, bool hasV6)
{
    private static readonly string[] s_names = ["a", "a-b", "a0", "ab", "b"];

    private readonly SelectorBuilder _selectors = new(dice, hasErrors);

    private bool IsBroken => hasErrors && dice.Chance(5);

    public ImmutableArray<KubernetesPolicy> Kubernetes(int most) =>
        [.. dice.Some(0, most, () => Kubernetes(dice.Pick(WorldBuilder.NamespaceNames), dice.Pick(s_names))).DistinctBy(policy => (policy.Namespace, policy.Name, policy.Staged))];

    public ImmutableArray<CalicoPolicy> Calico(int most) =>
        [.. dice.Some(0, most, () => Calico(dice.Chance(50) ? dice.Pick(WorldBuilder.NamespaceNames) : null, dice.Pick(s_names))).DistinctBy(policy => (policy.Namespace, policy.Name, policy.Staged))];

    public ImmutableArray<CalicoRule> CalicoRules(bool ingress, string? home, int most) =>
        [.. dice.Some(0, most, () => new RuleBuilder(dice, _selectors, hasErrors, hasV6).Build(ingress, home))];

    public KubernetesPolicy Kubernetes(string home, string name) => new(home, name)
    {
        PodSelector = _selectors.Kubernetes(WorldBuilder.LabelKeys),
        Types = Types(),
        Ingress = dice.Chance(75) ? [.. dice.Some(0, 2, Rule)] : null,
        Egress = dice.Chance(60) ? [.. dice.Some(0, 2, Rule)] : null,
        Staged = dice.Chance(6),
    };

    public CalicoPolicy Calico(string? home, string name) => new(home, name)
    {
        Tier = dice.Pick(null, null, "default", "aaa", "t1", "zzz", "ghost", "kube-admin", "kube-baseline"),
        Order = dice.Chance(65) ? dice.Pick(-1, 0, 0, 1000, 1000, 999.5) : null,
        Selector = dice.Maybe(55, _selectors.Calico),
        NamespaceSelector = home is null ? dice.Maybe(30, () => _selectors.Namespaces(isRule: false)) : null,
        ServiceAccountSelector = dice.Maybe(20, _selectors.Accounts),
        Types = Types(),
        Ingress = dice.Chance(75) ? CalicoRules(ingress: true, home, 3) : null,
        Egress = dice.Chance(60) ? CalicoRules(ingress: false, home, 3) : null,
        Staged = dice.Chance(8),
        DoNotTrack = home is null && dice.Chance(4),
    };

    private KubernetesRule Rule() => new(
        [.. dice.Chance(25) ? [] : dice.Some(1, 2, Peer)], [.. dice.Chance(40) ? [] : dice.Some(1, 3, Port)]);

    private KubernetesPeer Peer()
    {
        if (IsBroken)
        {
            return dice.Below(3) switch
            {
                0 => new KubernetesPeer(null, null, null),
                1 => new KubernetesPeer(LabelSelector.Everything, null, new IpBlock("10.0.0.0/8", [])),
                _ => new KubernetesPeer(null, null, dice.Pick(new IpBlock("10.0.0.0/33", []), new IpBlock("10.0.0.0/24", ["10.0.0.0/8"]), new IpBlock("10.0.0.0/8", ["2001:db8::/32"]))),
            };
        }

        return dice.Below(6) switch
        {
            0 or 1 => new KubernetesPeer(_selectors.Kubernetes(WorldBuilder.LabelKeys), null, null),
            2 => new KubernetesPeer(null, _selectors.Kubernetes(WorldBuilder.NamespaceKeys), null),
            3 => new KubernetesPeer(_selectors.Kubernetes(WorldBuilder.LabelKeys), _selectors.Kubernetes(WorldBuilder.NamespaceKeys), null),
            _ => new KubernetesPeer(null, null, Block()),
        };
    }

    private IpBlock Block()
    {
        string cidr = dice.Pick(WorldBuilder.Nets);
        Net whole = Net.Parse(cidr);
        string[] inside = [.. WorldBuilder.Nets.Where(net => whole.Contains(Net.Parse(net)) && Net.Parse(net).Length > whole.Length)];
        return new IpBlock(cidr, inside.Length > 0 && dice.Chance(50) ? [.. dice.Some(1, 2, () => dice.Pick(inside))] : []);
    }

    private KubernetesPort Port()
    {
        string? protocol = dice.Pick(null, null, "TCP", "UDP", "SCTP");
        int number = dice.Pick(WorldBuilder.PortNumbers);
        if (IsBroken)
        {
            return dice.Pick(new KubernetesPort(protocol, 443, null, 80), new KubernetesPort("ICMP", null, null, null), new KubernetesPort(protocol, 0, null, null));
        }

        return dice.Below(6) switch
        {
            0 => new KubernetesPort(protocol, null, null, null),
            1 or 2 => new KubernetesPort(protocol, null, dice.Pick(WorldBuilder.PortNames), null),
            3 => new KubernetesPort(protocol, number, null, Math.Min(65535, number + dice.Pick(0, 1, 400))),
            _ => new KubernetesPort(protocol, number, null, null),
        };
    }

    private ImmutableArray<string>? Types()
    {
        if (IsBroken)
        {
            return ["Inbound"];
        }

        return dice.Below(5) switch { 0 or 1 => null, 2 => ["Ingress"], 3 => ["Egress"], _ => ["Ingress", "Egress"] };
    }
}
