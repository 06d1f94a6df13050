using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>Leases where Kubernetes hands out the subnets: the node objects hold everything, and nothing ends by itself.</summary>
/// <param name="config">The configuration; nothing is filled in and nothing checked.</param>
public sealed class KubeLeases(FlannelConfig config)
{
    /// <summary>Gives a node its lease and writes its annotations.</summary>
    /// <param name="node">The node.</param>
    /// <param name="attributes">What it tells about itself.</param>
    public FlannelResult<KubeAcquisition> Acquire(KubeNode node, LeaseAttributes attributes)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(attributes);
        FlannelLease lease = new(config.V4.Enabled ? node.PodCidr(IpFamily.V4) : null, node.PodCidr(IpFamily.V6), attributes);
        FlannelError? error = CheckSubnets(node, lease) ?? CheckInside(node, config.V4, lease.Subnet) ?? CheckInside(node, config.V6, lease.SubnetV6);
        return error is null ? new(new KubeAcquisition(lease, KubeAnnotating.Annotate(node, attributes))) : new(null, error);
    }

    /// <summary>The lease that a node's object tells of.</summary>
    public FlannelResult<FlannelLease> LeaseOf(KubeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (PartOf(node, config.V4, FlannelAnnotations.PublicIp, FlannelAnnotations.BackendData) is not { } v4
            || PartOf(node, config.V6, FlannelAnnotations.PublicIpV6, FlannelAnnotations.BackendDataV6) is not { } v6)
        {
            return new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} lacks a public address or a subnet");
        }

        LeaseAttributes attributes = new(node[FlannelAnnotations.BackendType] ?? "")
        {
            PublicIp = v4.PublicIp,
            PublicIpV6 = v6.PublicIp,
            BackendData = v4.Data,
            BackendDataV6 = v6.Data,
        };
        FlannelLease lease = new(v4.Subnet, v6.Subnet, attributes);
        return CheckSubnets(node, lease) is { } error ? new(null, error) : new(lease);
    }

    /// <summary>
    /// What the others hear when a node's object changes; null if nothing. A change of annotations comes as an addition alone,
    /// without a removal of what was there before, and only if something changed for each of the families.
    /// </summary>
    /// <param name="before">The object before; null for a new node.</param>
    /// <param name="after">The object after; null for a deleted node.</param>
    public LeaseEvent? Changed(KubeNode? before, KubeNode? after)
    {
        KubeNode? told = after ?? before;
        if (told?[FlannelAnnotations.Managed] != "true" || (before is not null && after is not null && !Matters(before, after)))
        {
            return null;
        }

        FlannelResult<FlannelLease> lease = LeaseOf(told);
        return lease.Value is null ? null : new(after is null ? LeaseEventKind.Removed : LeaseEventKind.Added, lease.Value);
    }

    /// <summary>What a node tells of one family: nothing of one that is not enabled; null if something is missing.</summary>
    private static FamilyPart? PartOf(KubeNode node, FlannelSubnets network, string publicIp, string data)
    {
        if (!network.Enabled)
        {
            return new(null, null, null);
        }

        return node.PodCidr(network.Family) is { } subnet
            && IpAddress.TryParse(node[publicIp], out IpAddress address)
            && address.Family == network.Family
            ? new(subnet, address, node[data])
            : null;
    }

    private static FlannelError? CheckSubnets(KubeNode node, FlannelLease lease) => (node.PodCidrs.Length, lease) switch
    {
        ( > 2, _) => new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} has more than one subnet of each family"),
        (_, { Subnet: null, SubnetV6: null }) => new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} was given no subnet"),
        _ => null,
    };

    private static FlannelError? CheckInside(KubeNode node, FlannelSubnets network, IpPrefix? subnet) =>
        subnet is { } own && !(network.Cidr is { } cidr && cidr.Covers(own))
            ? new(FlannelErrorKind.OutsideNetwork, $"subnet {own} of node {node.Name} is not in the IPv{(int)network.Family} network")
            : null;

    private bool Matters(KubeNode before, KubeNode after) =>
        !(config.V4.Enabled && Same(before, after, FlannelAnnotations.BackendData, FlannelAnnotations.PublicIp))
        && !(config.V6.Enabled && Same(before, after, FlannelAnnotations.BackendDataV6, FlannelAnnotations.PublicIpV6));

    private static bool Same(KubeNode before, KubeNode after, string data, string publicIp) =>
        before[data] == after[data]
        && before[publicIp] == after[publicIp]
        && before[FlannelAnnotations.BackendType] == after[FlannelAnnotations.BackendType];

    private sealed record FamilyPart(IpPrefix? Subnet, IpAddress? PublicIp, string? Data);
}
