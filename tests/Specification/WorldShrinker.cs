using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>Worlds that are a little smaller: one thing taken away.</summary>
public static class WorldShrinker
{
    public static IEnumerable<World> Shrink(World world) =>
    [
        .. Less(world.CalicoPolicies, Shrink).Select(list => world with { CalicoPolicies = list }),
        .. Less(world.KubernetesPolicies, Shrink).Select(list => world with { KubernetesPolicies = list }),
        .. Less(world.ClusterPolicies, ClusterPolicyShrinker.Shrink).Select(list => world with { ClusterPolicies = list }),
        .. HostShrinker.Shrink(world),
        .. HttpShrinker.Shrink(world),
        .. Less(world.NetworkSets, Shrink).Select(list => world with { NetworkSets = list }),
        .. Less(world.Tiers, Shrink).Select(list => world with { Tiers = list }),
        .. Less(world.Profiles, Shrink).Select(list => world with { Profiles = list }),
        .. Less(world.Pods, Shrink).Where(list => world.HostEndpoints.IsEmpty || list.All(pod => !pod.Addresses.IsEmpty)).Select(list => world with { Pods = list }),
        .. world.HostEndpoints.IsEmpty ? Less(world.Services).Select(list => world with { Services = list }) : [],
        .. Less(world.EndpointSlices, Shrink).Select(list => world with { EndpointSlices = list }),
        .. world.HostEndpoints.IsEmpty ? Less(world.Nodes, node => Less(node.Addresses).Select(list => node with { Addresses = list })).Select(list => world with { Nodes = list }) : [],
        .. Less(world.ServiceAccounts, item => Less(item.Labels).Select(labels => item with { Labels = labels })).Select(list => world with { ServiceAccounts = list }),
        .. Less(world.Namespaces, item => Less(item.Labels).Select(labels => item with { Labels = labels })).Select(list => world with { Namespaces = list }),
    ];

    private static IEnumerable<PodObject> Shrink(PodObject pod) =>
    [
        .. Less(pod.Ports).Select(ports => pod with { Ports = ports }),
        .. Less(pod.Labels).Select(labels => pod with { Labels = labels }),
        .. pod.Profiles is { } profiles ? Less(profiles).Select(list => pod with { Profiles = list }) : [],
        .. pod.Profiles is null || pod.Addresses.Length > 1 ? Less(pod.Addresses).Select(list => pod with { Addresses = list }) : [],
        .. pod.ServiceAccount is null ? [] : (PodObject[])[pod with { ServiceAccount = null }],
    ];

    private static IEnumerable<NetworkSetObject> Shrink(NetworkSetObject set) =>
    [
        .. Less(set.Nets).Select(nets => set with { Nets = nets }),
        .. Less(set.Labels).Select(labels => set with { Labels = labels }),
    ];

    private static IEnumerable<EndpointSliceObject> Shrink(EndpointSliceObject slice) =>
    [
        .. Less(slice.Endpoints).Select(endpoints => slice with { Endpoints = endpoints }),
        .. Less(slice.Ports).Select(ports => slice with { Ports = ports }),
    ];

    private static IEnumerable<TierObject> Shrink(TierObject tier) =>
        new[] { tier with { DefaultAction = null }, tier with { Order = null } }.Where(smaller => smaller != tier);

    private static IEnumerable<ProfileObject> Shrink(ProfileObject profile) =>
    [
        .. Less(profile.Ingress, Shrink).Select(rules => profile with { Ingress = rules }),
        .. Less(profile.Egress, Shrink).Select(rules => profile with { Egress = rules }),
        .. Less(profile.LabelsToApply).Select(labels => profile with { LabelsToApply = labels }),
    ];

    private static IEnumerable<KubernetesPolicy> Shrink(KubernetesPolicy policy) =>
    [
        .. policy.Ingress is { } ingress ? Less(ingress, Shrink).Select(rules => policy with { Ingress = rules }) : [],
        .. policy.Egress is { } egress ? Less(egress, Shrink).Select(rules => policy with { Egress = rules }) : [],
        .. policy.StagedAction is null or "Delete" ? [] : (KubernetesPolicy[])[policy with { StagedAction = null }],
        .. Shrink(policy.PodSelector).Select(selector => policy with { PodSelector = selector }),
    ];

    private static IEnumerable<KubernetesRule> Shrink(KubernetesRule rule) =>
    [
        .. Less(rule.Peers, Shrink).Select(peers => rule with { Peers = peers }),
        .. Less(rule.Ports).Select(ports => rule with { Ports = ports }),
    ];

    private static IEnumerable<KubernetesPeer> Shrink(KubernetesPeer peer) =>
    [
        .. peer.Pods is { } pods ? Shrink(pods).Select(selector => peer with { Pods = selector }) : [],
        .. peer.Namespaces is { } places ? Shrink(places).Select(selector => peer with { Namespaces = selector }) : [],
        .. peer.Block is { } block ? Less(block.Except).Select(except => peer with { Block = block with { Except = except } }) : [],
    ];

    public static IEnumerable<LabelSelector> Shrink(LabelSelector selector) =>
    [
        .. Less(selector.MatchLabels).Select(labels => selector with { MatchLabels = labels }),
        .. Less(selector.MatchExpressions).Select(terms => selector with { MatchExpressions = terms }),
    ];

    private static IEnumerable<CalicoPolicy> Shrink(CalicoPolicy policy) =>
    [
        .. policy.Ingress is { } ingress ? Less(ingress, Shrink).Select(rules => policy with { Ingress = rules }) : [],
        .. policy.Egress is { } egress ? Less(egress, Shrink).Select(rules => policy with { Egress = rules }) : [],
        .. Shrink(policy.Selector).Select(selector => policy with { Selector = selector }),
        .. Shrink(policy.NamespaceSelector).Select(selector => policy with { NamespaceSelector = selector }),
        .. Shrink(policy.ServiceAccountSelector).Select(selector => policy with { ServiceAccountSelector = selector }),
        .. new[] { policy with { Tier = null }, policy with { Order = null }, policy with { ApplyOnForward = false }, policy with { StagedAction = policy.StagedAction == "Delete" ? "Delete" : null } }.Where(smaller => smaller != policy),
    ];

    private static IEnumerable<CalicoRule> Shrink(CalicoRule rule) =>
    [
        .. new[]
        {
            rule with { IpVersion = null }, rule with { NotProtocol = null }, rule with { Icmp = null }, rule with { NotIcmp = null },
            rule with { Source = CalicoSide.Any }, rule with { Destination = CalicoSide.Any },
            rule with { Protocol = IsProtocolNeeded(rule) ? rule.Protocol : null },
        }.Where(smaller => smaller != rule),
        .. HttpShrinker.Shrink(rule),
        .. Shrink(rule.Source).Select(side => rule with { Source = side }),
        .. Shrink(rule.Destination).Select(side => rule with { Destination = side }),
    ];

    private static bool IsProtocolNeeded(CalicoRule rule) =>
        rule.Icmp is not null || rule.NotIcmp is not null
        || new[] { rule.Source.Ports, rule.Source.NotPorts, rule.Destination.Ports, rule.Destination.NotPorts }.Any(ports => !ports.IsEmpty);

    private static IEnumerable<CalicoSide> Shrink(CalicoSide side) =>
    [
        .. Less(side.Nets).Select(nets => side with { Nets = nets }),
        .. Less(side.NotNets).Select(nets => side with { NotNets = nets }),
        .. Less(side.Ports).Select(ports => side with { Ports = ports }),
        .. Less(side.NotPorts).Select(ports => side with { NotPorts = ports }),
        .. Shrink(side.Selector).Select(selector => side with { Selector = selector }),
        .. Shrink(side.NotSelector).Select(selector => side with { NotSelector = selector }),
        .. Shrink(side.NamespaceSelector).Select(selector => side with { NamespaceSelector = selector }),
        .. side.ServiceAccounts is null ? [] : (CalicoSide[])[side with { ServiceAccounts = null }],
        .. side.Service is null ? [] : (CalicoSide[])[side with { Service = null }],
    ];

    private static IEnumerable<SelectorExpression?> Shrink(SelectorExpression? selector) => selector switch
    {
        null => [],
        Not not => [null, not.Inner],
        And and => [null, and.Left, and.Right],
        Or or => [null, or.Left, or.Right],
        _ => [null],
    };

    public static IEnumerable<Labels> Less(Labels labels) => labels.Keys.Select(labels.Remove);

    public static IEnumerable<ImmutableArray<T>> Less<T>(ImmutableArray<T> items, Func<T, IEnumerable<T>>? shrink = null) =>
    [
        .. Enumerable.Range(0, items.Length).Select(items.RemoveAt),
        .. shrink is null ? [] : Enumerable.Range(0, items.Length).SelectMany(index => shrink(items[index]).Select(smaller => items.SetItem(index, smaller))),
    ];
}
