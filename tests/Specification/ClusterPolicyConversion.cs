using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>The global policy of Calico that a cluster policy is turned into.</summary>
// Calico: conversion of ClusterNetworkPolicy. Kubernetes: the older kinds are ClusterNetworkPolicies in other words.
public static class ClusterPolicyConversion
{
    private static readonly SelectorExpression s_isPod = new Compare(EffectiveLabels.Orchestrator, "==", "k8s");

    public static CalicoPolicy Of(World world, ClusterPolicy policy) => new(null, policy.Name)
    {
        Tier = policy.Tier,
        Order = policy.Order,
        Selector = Pods(policy.Subject.Pods),
        NamespaceSelector = Namespaces(policy.Subject),
        Types = WellFormedCluster.IsNamed(policy) ? ["Ingress", "Egress"] : ["neither"],
        Ingress = [.. policy.Ingress.SelectMany(rule => Rules(world, policy.Kind, rule, ingress: true))],
        Egress = [.. policy.Egress.SelectMany(rule => Rules(world, policy.Kind, rule, ingress: false))],
    };

    private static IEnumerable<CalicoRule> Rules(World world, ClusterPolicyKind kind, ClusterRule rule, bool ingress)
    {
        var bare = new CalicoRule(Action(kind, rule.Action));
        if (!WellFormedCluster.Is(kind, rule, ingress))
        {
            return [bare with { Source = new CalicoSide { Selector = new Unparsable("") } }];
        }

        // Kubernetes: fail closed. Calico: failed rules.
        if (!rule.Peers.All(peer => IsUnderstood(peer, world.Enforcement)))
        {
            return bare.Action == "Allow" ? [] : [new CalicoRule("Deny")];
        }

        // Kubernetes: a named port with networks matches nothing.
        return
            from side in rule.Peers.SelectMany(peer => Sides(world, peer))
            from port in rule.Ports.DefaultIfEmpty()
            where port?.Name is null || side.Nets.IsEmpty || world.Enforcement != Enforcement.Kubernetes
            let ported = bare with { Protocol = port?.Name is null ? port?.Protocol : null }
            select ingress
                ? ported with { Source = side, Destination = new CalicoSide { Ports = Ports(port) } }
                : ported with { Destination = side with { Ports = Ports(port) } };
    }

    private static string Action(ClusterPolicyKind kind, string action) => !WellFormedCluster.IsAction(kind, action) ? "unknown"
        : action == "Accept" ? "Allow"
        : action;

    private static bool IsUnderstood(ClusterPeer peer, Enforcement enforcement) =>
        peer.Pods is not null || !peer.Networks.IsEmpty || (peer.Nodes is not null && enforcement == Enforcement.Kubernetes);

    /// <summary>What the peer is to Calico; nodes without any address are nothing.</summary>
    private static IEnumerable<CalicoSide> Sides(World world, ClusterPeer peer)
    {
        if (peer.Pods is { } pods)
        {
            bool isOnlyPods = pods.Pods is not null || world.Enforcement == Enforcement.Kubernetes;
            return [new CalicoSide { Selector = isOnlyPods ? Pods(pods.Pods) : null, NamespaceSelector = Namespaces(pods) }];
        }

        string[] nets = peer.Nodes is { } nodes
            ? [.. world.Nodes.Where(node => KubernetesRules.Matches(nodes, node.Labels)).SelectMany(node => node.Addresses)]
            : [.. peer.Networks];
        return nets.Length == 0 ? [] : [new CalicoSide { Nets = [.. nets] }];
    }

    private static SelectorExpression Pods(LabelSelector? selector) =>
        selector is null ? s_isPod : new And(s_isPod, KubernetesSelector.Of(selector));

    private static SelectorExpression Namespaces(PodSelection selection) =>
        KubernetesSelector.Of(selection.Namespaces ?? LabelSelector.Everything);

    private static ImmutableArray<string> Ports(ClusterPort? port) => port switch
    {
        null => [],
        { Name: { } name } => [name],
        { Last: { } last } => [$"{port.First}:{last}"],
        _ => [$"{port.First}"],
    };
}
