using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Random cluster policies, a small share of them with errors if asked for.</summary>
public sealed class ClusterPolicyBuilder(Dice dice, bool hasErrors)
{
    private static readonly string[] s_names = ["a", "a-b", "a0", "ab", "b"];
    private static readonly string[] s_networks = [.. WorldBuilder.Nets, "10.0.0.77/24"];

    private readonly SelectorBuilder _selectors = new(dice, hasErrors);

    private bool IsBroken => hasErrors && dice.Chance(4);

    /// <summary>Where Kubernetes is the judge priorities are unique: it leaves open which of two equal ones comes first.</summary>
    public ImmutableArray<ClusterPolicy> Build(int most, Enforcement enforcement)
    {
        ClusterPolicy[] policies = [.. dice.Some(0, most, Policy).DistinctBy(policy => policy.Name, StringComparer.Ordinal)];
        if (enforcement == Enforcement.Kubernetes)
        {
            policies = [.. policies.DistinctBy(policy => (policy.Tier, policy.Priority))];
        }

        return dice.Chance(20) && policies.All(policy => policy.Tier != "kube-baseline") ? [.. policies, Baseline()] : [.. policies];
    }

    private ClusterPolicy Policy()
    {
        ClusterPolicyKind kind = dice.Chance(60) ? ClusterPolicyKind.ClusterNetworkPolicy : ClusterPolicyKind.AdminNetworkPolicy;
        return Filled(new ClusterPolicy(kind, dice.Pick(s_names))
        {
            IsBaseline = kind == ClusterPolicyKind.ClusterNetworkPolicy && dice.Chance(40),
            Priority = dice.Pick(0, 5, 5, 6, 1000),
        });
    }

    private ClusterPolicy Baseline() => Filled(new ClusterPolicy(ClusterPolicyKind.BaselineAdminNetworkPolicy, "default"));

    private ClusterPolicy Filled(ClusterPolicy policy) => policy with
    {
        Subject = Selection(policy.Kind),
        Ingress = [.. dice.Some(0, 3, () => Rule(policy.Kind, ingress: true))],
        Egress = [.. dice.Some(0, 3, () => Rule(policy.Kind, ingress: false))],
    };

    private PodSelection Selection(ClusterPolicyKind kind)
    {
        LabelSelector namespaces = _selectors.Kubernetes(WorldBuilder.NamespaceKeys);
        return dice.Chance(50) ? new PodSelection(namespaces, null)
            : new PodSelection(kind == ClusterPolicyKind.ClusterNetworkPolicy && dice.Chance(30) ? null : namespaces, _selectors.Kubernetes(WorldBuilder.LabelKeys));
    }

    private ClusterRule Rule(ClusterPolicyKind kind, bool ingress)
    {
        string accept = kind == ClusterPolicyKind.ClusterNetworkPolicy ? "Accept" : "Allow";
        string action = kind == ClusterPolicyKind.BaselineAdminNetworkPolicy ? dice.Pick(accept, "Deny") : dice.Pick(accept, accept, "Deny", "Deny", "Pass");
        return new ClusterRule(
            IsBroken ? "Permit" : action,
            [.. dice.Some(1, 2, () => Peer(kind, ingress))],
            [.. dice.Chance(45) ? [] : dice.Some(1, 2, () => Port(kind))]);
    }

    private ClusterPeer Peer(ClusterPolicyKind kind, bool ingress)
    {
        if (IsBroken)
        {
            return ingress || dice.Chance(50) ? new ClusterPeer() : new ClusterPeer { Networks = ["10.0.0.0/33"] };
        }

        return dice.Below(ingress ? 5 : 9) switch
        {
            <= 4 => new ClusterPeer { Pods = Selection(kind) },
            5 => new ClusterPeer { Nodes = _selectors.Kubernetes(WorldBuilder.LabelKeys) },
            _ => new ClusterPeer { Networks = [.. dice.Some(1, 2, () => dice.Pick(s_networks)).Distinct(StringComparer.Ordinal)] },
        };
    }

    private ClusterPort Port(ClusterPolicyKind kind)
    {
        string protocol = dice.Pick("TCP", "TCP", "UDP", "SCTP");
        int number = dice.Pick(WorldBuilder.PortNumbers);
        if (IsBroken)
        {
            ClusterPort ofKind = kind == ClusterPolicyKind.ClusterNetworkPolicy ? new ClusterPort(protocol, 80, 80, null) : new ClusterPort("ICMP", 80, null, null);
            return dice.Pick(new ClusterPort(protocol, 443, 80, null), new ClusterPort(protocol, 0, null, null), ofKind);
        }

        return dice.Below(5) switch
        {
            0 or 1 => ClusterPort.Named(dice.Pick(WorldBuilder.PortNames)),
            2 when number < 65535 => new ClusterPort(protocol, number, Math.Min(65535, number + dice.Pick(1, 400)), null),
            _ => new ClusterPort(protocol, number, null, null),
        };
    }
}
