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
        if (Check(node) is { } error)
        {
            return new(null, error);
        }

        FlannelLease lease = new(config.V4.Enabled ? node.PodCidr(IpFamily.V4) : null, node.PodCidr(IpFamily.V6), attributes);
        return new(new KubeAcquisition(lease, KubeAnnotating.Annotate(node, attributes)));
    }

    /// <summary>The lease that a node's object tells of.</summary>
    public FlannelResult<FlannelLease> LeaseOf(KubeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.PodCidrs.Length > 2)
        {
            return TooManySubnets(node);
        }

        bool hasV4 = IpAddress.TryParse(node[FlannelAnnotations.PublicIp], out IpAddress publicIp) && publicIp.Family == IpFamily.V4;
        bool hasV6 = IpAddress.TryParse(node[FlannelAnnotations.PublicIpV6], out IpAddress publicIpV6) && publicIpV6.Family == IpFamily.V6;
        IpPrefix? subnet = node.PodCidr(IpFamily.V4);
        IpPrefix? subnetV6 = node.PodCidr(IpFamily.V6);
        if ((config.V4.Enabled && !(hasV4 && subnet is not null)) || (config.V6.Enabled && !(hasV6 && subnetV6 is not null)))
        {
            return new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} lacks a public address or a subnet");
        }

        LeaseAttributes attributes = new(node[FlannelAnnotations.BackendType] ?? "")
        {
            PublicIp = config.V4.Enabled ? publicIp : null,
            PublicIpV6 = config.V6.Enabled ? publicIpV6 : null,
            BackendData = config.V4.Enabled ? node[FlannelAnnotations.BackendData] : null,
            BackendDataV6 = config.V6.Enabled ? node[FlannelAnnotations.BackendDataV6] : null,
        };
        return new(new FlannelLease(config.V4.Enabled ? subnet : null, config.V6.Enabled ? subnetV6 : null, attributes));
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

    private static FlannelResult<FlannelLease> TooManySubnets(KubeNode node) =>
        new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} has more than one subnet of each family");

    private FlannelError? Check(KubeNode node)
    {
        if (node.PodCidrs.Length > 2)
        {
            return TooManySubnets(node).Error;
        }

        if (node.PodCidrs.IsEmpty)
        {
            return new(FlannelErrorKind.NodeIncomplete, $"node {node.Name} was given no subnet");
        }

        return (config.V4.Enabled ? CheckInside(node, config.V4) : null) ?? CheckInside(node, config.V6);
    }

    private static FlannelError? CheckInside(KubeNode node, FlannelNetwork network) =>
        node.PodCidr(network.Family) is { } subnet && !(network.Cidr is { } cidr && cidr.Covers(subnet))
            ? new(FlannelErrorKind.OutsideNetwork, $"subnet {subnet} of node {node.Name} is not in the {network.Family} network")
            : null;

    private bool Matters(KubeNode before, KubeNode after) =>
        !(config.V4.Enabled && Same(before, after, FlannelAnnotations.BackendData, FlannelAnnotations.PublicIp))
        && !(config.V6.Enabled && Same(before, after, FlannelAnnotations.BackendDataV6, FlannelAnnotations.PublicIpV6));

    private static bool Same(KubeNode before, KubeNode after, params ReadOnlySpan<string> annotations)
    {
        foreach (string annotation in annotations)
        {
            if (before[annotation] != after[annotation])
            {
                return false;
            }
        }

        return before[FlannelAnnotations.BackendType] == after[FlannelAnnotations.BackendType];
    }
}
