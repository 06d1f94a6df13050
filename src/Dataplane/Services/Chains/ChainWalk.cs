using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>
/// One packet's way through the chains of a Service port that has usable backends somewhere. Each method is a chain and
/// follows its rules in order; it returns the backends to choose from, none where the packet falls through.
/// </summary>
internal struct ChainWalk(ProxySettings settings, ProxyNode node, FirstPacket packet)
{
    /// <summary>What it met so far.</summary>
    public ChainVisits Visits { get; private set; } = ChainVisits.Services;

    /// <summary>From the rule that tells the Service port by what was dialled.</summary>
    public ImmutableArray<ServiceBackend> Enter(ServiceRules service, ServiceEntrance entrance)
    {
        switch (entrance)
        {
            case ServiceEntrance.ClusterAddress:
                return Internal(service);
            case ServiceEntrance.LoadBalancerAddress:
                Visits |= ChainVisits.LoadBalancer;
                return service.Port.SourceRanges.IsEmpty ? External(service) : Firewall(service);
            case ServiceEntrance.NodePort:
                Visits |= ChainVisits.NodePorts;
                return External(service);
            default:
                return External(service);
        }
    }

    /// <summary>The chain of the backend, which is the last.</summary>
    public void Leave(ServiceBackend backend) => Visits |= backend.Address == packet.Source
        ? ChainVisits.Endpoint | ChainVisits.MarkedHairpin
        : ChainVisits.Endpoint;

    private ImmutableArray<ServiceBackend> Internal(ServiceRules service)
    {
        ImmutableArray<ServiceBackend> backends =
            service.Port.InternalPolicy == TrafficPolicy.Local ? Local(service) : Cluster(service);
        bool isStranger = !settings.PodRanges.IsEmpty && !settings.IsPod(packet.Source);
        if (!backends.IsEmpty && (settings.MasqueradeAll || isStranger))
        {
            Visits |= ChainVisits.MarkedInternal;
        }

        return backends;
    }

    private ImmutableArray<ServiceBackend> Firewall(ServiceRules service)
    {
        Visits |= ChainVisits.Firewall;
        ProxiedPort port = service.Port;
        // A node that dials the load balancer's address may have it as its own and so as its source.
        bool isAdmitted = port.SourceRanges.Contain(packet.Source)
            || (port.LoadBalancerAddresses.Contains(packet.Source) && node.AddressIn(packet.Source.Family) is { } own && port.SourceRanges.Contain(own));
        if (isAdmitted)
        {
            return External(service);
        }

        Visits |= ChainVisits.NotAdmitted;
        return [];
    }

    private ImmutableArray<ServiceBackend> External(ServiceRules service)
    {
        Visits |= ChainVisits.External;
        if (service.Port.ExternalPolicy == TrafficPolicy.Cluster)
        {
            Visits |= ChainVisits.MarkedExternal;
            return Cluster(service);
        }

        // IPVS itself has one virtual server for all clients: it takes pods to backends of the node where it has any, and
        // strangers to those of the cluster where it has none. The model keeps the modes alike in the backends they offer.
        if (settings.IsPod(packet.Source))
        {
            return Cluster(service);
        }

        if (node.HasAddress(packet.Source))
        {
            Visits |= ChainVisits.MarkedExternal;
            return Cluster(service);
        }

        return Local(service);
    }

    private ImmutableArray<ServiceBackend> Cluster(ServiceRules service)
    {
        Visits |= ChainVisits.Cluster;
        return service.Backends.Cluster;
    }

    private ImmutableArray<ServiceBackend> Local(ServiceRules service)
    {
        // A chain without backends does not exist.
        Visits |= service.Backends.Local.IsEmpty ? ChainVisits.None : ChainVisits.Local;
        return service.Backends.Local;
    }
}
