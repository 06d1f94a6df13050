using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>The ranges that Services have their cluster addresses from: as they are told, else such around those in use that nodes and pods are not in.</summary>
internal sealed class ServiceRanges
{
    private const int UsualLength = 16;
    private const int UsualLengthV6 = 112;

    private readonly ImmutableArray<IpPrefix> _told;
    private readonly ImmutableArray<IpPrefix> _assumed;
    private readonly ILookup<IpAddress, ProxiedPort> _owners;
    private readonly bool _isProxied;

    public ServiceRanges(ClusterNetwork cluster)
    {
        ImmutableArray<IpPrefix> whole = cluster.Proxy?.ServiceRanges ?? [];
        _isProxied = cluster.Proxy is not null;
        _told = [.. whole, .. cluster.Bgp.ServiceClusterIps];
        _owners = cluster.Services.Where(port => port.ClusterAddress is not null).ToLookup(port => port.ClusterAddress!.Value);
        IEnumerable<IpAddress> others = cluster.Nodes.SelectMany(node => node.Addresses).Select(address => address.Address).Concat(cluster.Pods.SelectMany(pod => pod.Addresses));

        // What nodes announce is often a part of the range only.
        _assumed = [.. _owners.Select(owner => Around(owner.Key)).Distinct().Where(range => !whole.Any(told => told.Family == range.Family)).Except(others.Select(Around))];
    }

    /// <summary>How a packet ends that went outside although it is for an address of a Service, or for one that might be; null where the address is another.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="last">The last node that it passed; null where it came to none.</param>
    public Loss? WhyLost(Packet packet, string? last)
    {
        IpAddress destination = packet.Destination;
        return _owners.Contains(destination) ? Unproxied(packet, last)
            : _told.Contain(destination) ? Lost($"no service has {destination}, which is in the range of Services", DropReason.SeeService)
            : RangeWith(destination) is { } range ? Lost($"no service has {destination}; it looks like one of the range of Services ({range} is assumed)", DropReason.SeeService)
            : null;
    }

    private Loss Unproxied(Packet packet, string? last)
    {
        ServicePortName name = _owners[packet.Destination].First().Name;
        string owner = $"service {name.Namespace}/{name.Service} has {packet.Destination}, and";
        return last is null ? Lost($"{owner} the packet passed no node, where kube-proxy would translate it", "use a node port or a load balancer; nodes of Calico can announce the address by BGP (`serviceClusterIPs`)")
            : !_isProxied ? Lost($"{owner} kube-proxy does not run", "run kube-proxy, or what does its work")
            : HasPort(packet) ? Lost($"{owner} kube-proxy of `{last}` has no rule for it", $"see that kube-proxy runs on `{last}` and knows the service")
            : Lost($"{owner} no rule of kube-proxy takes the packet", $"{DropReason.UsePorts}; kube-proxy's iptables mode lets all else leave as it is");
    }

    private bool HasPort(Packet packet) =>
        _owners[packet.Destination].Any(port => port.Protocol == packet.Traffic.Protocol && port.Port == packet.Traffic.Major);

    private IpPrefix? RangeWith(IpAddress address)
    {
        IpPrefix around = Around(address);
        return _assumed.Contains(around) ? around : null;
    }

    private static IpPrefix Around(IpAddress address) => IpPrefix.Of(address, address.Family == IpFamily.V4 ? UsualLength : UsualLengthV6);

    private static Loss Lost(string reason, string remedy) => new(WalkEnd.LostOutside, reason, remedy);
}
