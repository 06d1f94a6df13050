using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>The ranges that Services have their cluster addresses from: as they are told, else such around those in use that nodes and pods are not in.</summary>
internal sealed class ServiceRanges
{
    private const int UsualLength = 16;
    private const int UsualLengthV6 = 112;

    private const string SeeService = "see that the service is there, and which address it has now";
    private const string UsePorts = "send to one of the service's ports; kube-proxy's iptables mode lets all else leave as it is";

    private readonly ImmutableArray<IpPrefix> _told;
    private readonly ImmutableArray<IpPrefix> _assumed;
    private readonly ILookup<IpAddress, ServicePortName> _owners;

    public ServiceRanges(ClusterNetwork cluster)
    {
        _told = [.. cluster.Proxy?.ServiceRanges ?? [], .. cluster.Bgp.ServiceClusterIps];
        _owners = cluster.Services.Where(port => port.ClusterAddress is not null).ToLookup(port => port.ClusterAddress!.Value, port => port.Name);
        IEnumerable<IpAddress> others = cluster.Nodes.SelectMany(node => node.Addresses).Select(address => address.Address).Concat(cluster.Pods.SelectMany(pod => pod.Addresses));
        _assumed = [.. _owners.Select(owner => Around(owner.Key)).Distinct().Where(range => !_told.Any(told => told.Family == range.Family)).Except(others.Select(Around))];
    }

    /// <summary>How a packet ends that went outside although it is for an address of a Service, or for one that might be; null where the address is another.</summary>
    public Loss? WhyLost(IpAddress destination) =>
        _owners[destination].Select(port => (ServicePortName?)port).FirstOrDefault() is { } owner ? Lost($"service {owner.Namespace}/{owner.Service} has {destination}, and no rule of kube-proxy takes the packet", UsePorts)
        : _told.Contain(destination) ? Lost($"no service has {destination}, which is in the range of Services", SeeService)
        : RangeWith(destination) is { } range ? Lost($"no service has {destination}; it looks like one of the range of Services ({range} is assumed)", SeeService)
        : null;

    private IpPrefix? RangeWith(IpAddress address)
    {
        IpPrefix around = Around(address);
        return _assumed.Contains(around) ? around : null;
    }

    private static IpPrefix Around(IpAddress address) => IpPrefix.Of(address, address.Family == IpFamily.V4 ? UsualLength : UsualLengthV6);

    private static Loss Lost(string reason, string remedy) => new(WalkEnd.LostOutside, reason, remedy);
}
