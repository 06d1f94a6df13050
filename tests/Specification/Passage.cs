namespace PolicyEngine.Specification;

/// <summary>How a packet's way at one side ends.</summary>
public enum PassageEnd
{
    Accepted,
    Denied,

    /// <summary>Left to the firewall of the host.</summary>
    LeftToHost,
}

/// <summary>The way of a packet through the hooks of a node: where it starts, and where it ends.</summary>
// Felix: composition of a whole flow, static chains.
public sealed class Passage(World world, OpenQuestions questions, Packet packet)
{
    /// <summary>At the side of the source.</summary>
    public PassageEnd Departure() => packet.Source.Pod is { } pod ? FromPod(pod)
        : NodeAt(packet.Source) is { } node ? FromHost(node)
        : PassageEnd.Accepted;

    /// <summary>At the side of the destination.</summary>
    public PassageEnd Arrival() => packet.Destination.Pod is { } pod ? ToPod(pod)
        : NodeAt(packet.Destination) is { } node ? ToHost(node, Translation.OnTheWay(world, packet))
        : PassageEnd.Accepted;

    private PassageEnd FromPod(PodObject pod)
    {
        (FelixSettings settings, HostInterfaces interfaces, HostHooks hooks) = At(pod.Node);
        if (!settings.Polices(packet.Family))
        {
            return PassageEnd.Accepted;
        }

        Step before = hooks.Run(interfaces.ForAll, PacketFamily.PreDnat, packet, ingress: true);
        if (before == Step.Deny)
        {
            return PassageEnd.Denied;
        }

        if (NodeAt(packet.Destination) is { } host && IsOn(pod, host))
        {
            return FromPodToItsHost(pod, hooks);
        }

        bool isStopped = before != Step.Allow && hooks.Run(interfaces.ForAll, PacketFamily.Forward, packet, ingress: true) == Step.Deny;
        if (isStopped || hooks.Run(pod, packet, ingress: false) == Step.Deny)
        {
            return PassageEnd.Denied;
        }

        return packet.Destination.Pod is { } other && AreTogether(pod, other) ? PassageEnd.Accepted : Leave(interfaces.Governor(WayTo(packet.Destination)), hooks, packet);
    }

    // Felix: the chain from workloads to the host. What the node makes of it is told at the side of the destination.
    private PassageEnd FromPodToItsHost(PodObject pod, HostHooks hooks) =>
        IsNeighborDiscovery ? PassageEnd.Accepted : EndOf(hooks.Run(pod, packet, ingress: false));

    private PassageEnd ToHostOfPod(FelixSettings settings) =>
        IsNeighborDiscovery ? PassageEnd.Accepted
        : Encapsulation.IsBetweenNodes(world, packet, settings) ? PassageEnd.Denied
        : settings.ToHost switch
        {
            "Drop" => PassageEnd.Denied,
            "Return" => PassageEnd.LeftToHost,
            _ => PassageEnd.Accepted,
        };

    /// <summary>That of IPv6 passes before any policy.</summary>
    private bool IsNeighborDiscovery => packet is { Family: 6, Protocol: 58, Major: 130 or 131 or 132 or 133 or 135 or 136 };

    private PassageEnd FromHost(NodeObject node)
    {
        (FelixSettings settings, HostInterfaces interfaces, HostHooks hooks) = At(node.Name);
        if (!settings.Polices(packet.Family) || (packet.Destination.Pod is { } pod && pod.Node == node.Name))
        {
            return PassageEnd.Accepted;
        }

        HostInterface way = NodeAt(packet.Destination) == node ? HostInterface.Loopback : WayTo(packet.Destination);
        Packet shown = packet.Destination.Pod is null ? packet : Translation.IntoTunnel(world, packet, questions);
        Step untracked = hooks.Run(interfaces.Own(way), PacketFamily.Untracked, shown, ingress: false);
        if (untracked is Step.Allow or Step.Deny)
        {
            return EndOf(untracked);
        }

        return Encapsulation.IsBetweenNodes(world, packet, settings) && IsKnownToNodes(packet.Destination)
            ? PassageEnd.Accepted
            : EndOf(hooks.Run(interfaces.Governor(way), PacketFamily.Normal, shown, ingress: false));
    }

    private PassageEnd ToHost(NodeObject node, Packet seen)
    {
        (FelixSettings settings, HostInterfaces interfaces, HostHooks hooks) = At(node.Name);
        if (!settings.Polices(packet.Family) || world.Enforcement == Enforcement.Kubernetes)
        {
            return PassageEnd.Accepted;
        }

        if (packet.Source.Pod is { } pod && IsOn(pod, node))
        {
            return ToHostOfPod(settings);
        }

        HostInterface way = NodeAt(packet.Source) == node ? HostInterface.Loopback : HostInterface.Uplink;
        Step before = Enter(way, interfaces, hooks, seen);
        if (before == Step.Deny)
        {
            return PassageEnd.Denied;
        }

        if (Encapsulation.IsBetweenNodes(world, seen, settings))
        {
            return IsKnownToNodes(seen.Source) ? PassageEnd.Accepted : PassageEnd.Denied;
        }

        return before == Step.Allow ? PassageEnd.Accepted : EndOf(hooks.Run(interfaces.Governor(way), PacketFamily.Normal, seen, ingress: true));
    }

    private PassageEnd ToPod(PodObject pod)
    {
        if (NodeAt(packet.Source) is { } host && IsOn(pod, host))
        {
            return PassageEnd.Accepted;
        }

        (FelixSettings settings, HostInterfaces interfaces, HostHooks hooks) = At(pod.Node);
        if (!settings.Polices(packet.Family))
        {
            return PassageEnd.Accepted;
        }

        bool isFromAfar = packet.Source.Pod is not { } other || !AreTogether(pod, other);
        Packet seen = NodeAt(packet.Source) is null ? packet : Translation.IntoTunnel(world, packet, questions);
        return (isFromAfar && IsStoppedOnEntry(interfaces, hooks, seen)) || hooks.Run(pod, seen, ingress: true) == Step.Deny
            ? PassageEnd.Denied
            : Leave(interfaces.ForAll, hooks, seen);
    }

    private bool IsStoppedOnEntry(HostInterfaces interfaces, HostHooks hooks, Packet seen)
    {
        bool isInCluster = packet.Source.Pod is not null || NodeAt(packet.Source) is not null;
        HostInterface way = isInCluster ? WayTo(packet.Destination) : HostInterface.Uplink;
        Step before = Enter(way, interfaces, hooks, seen);
        return before == Step.Deny
            || (before != Step.Allow && hooks.Run(interfaces.Governor(way), PacketFamily.Forward, seen, ingress: true) == Step.Deny);
    }

    /// <summary>The hooks before connection tracking and before translation of destinations. Untracked policy is never for all interfaces.</summary>
    private static Step Enter(HostInterface way, HostInterfaces interfaces, HostHooks hooks, Packet seen)
    {
        Step untracked = hooks.Run(interfaces.Own(way), PacketFamily.Untracked, seen, ingress: true);
        return untracked is Step.Allow or Step.Deny ? untracked : hooks.RunBeforeTranslation(interfaces.Own(way), interfaces.ForAll, seen);
    }

    /// <summary>The last hook of what is forwarded, whose verdict stands; without a host endpoint the pod's does.</summary>
    private static PassageEnd Leave(HostEndpointObject? host, HostHooks hooks, Packet seen) => host is null ? PassageEnd.Accepted : hooks.Run(host, PacketFamily.Forward, seen, ingress: false) switch
    {
        Step.Allow => PassageEnd.Accepted,
        Step.Deny => PassageEnd.Denied,
        _ => PassageEnd.LeftToHost,
    };

    private static PassageEnd EndOf(Step step) => step == Step.Deny ? PassageEnd.Denied : PassageEnd.Accepted;

    private HostInterface WayTo(End destination) => destination.Address is { } address ? Encapsulation.Towards(world, address) : HostInterface.Uplink;

    private (FelixSettings Settings, HostInterfaces Interfaces, HostHooks Hooks) At(string? node)
    {
        var settings = new FelixSettings(world, node ?? "");
        return (settings, new HostInterfaces(world, node ?? ""), new HostHooks(world, questions, settings));
    }

    private NodeObject? NodeAt(End side) => side.Address is { } address ? world.Nodes.FirstOrDefault(node => node.Has(address)) : null;

    // Felix: the set of all hosts has the first address of each node and family.
    private bool IsKnownToNodes(End side) => side.Address is { } address && world.Nodes.Any(node => node.First(address.Family) == address);

    /// <summary>Where a pod runs may be open.</summary>
    private bool IsOn(PodObject pod, NodeObject node) => pod.Node is null ? questions.Ask() : pod.Node == node.Name;

    private static bool AreTogether(PodObject pod, PodObject other) => pod.Node is not null && pod.Node == other.Node;
}
