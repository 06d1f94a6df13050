using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>What can be said about one side's address; for a pod without one some of it is open.</summary>
public sealed class AddressConditions(World world, OpenQuestions questions)
{
    /// <summary>Whether the side's address lies in any of the blocks.</summary>
    public bool IsIn(End side, IEnumerable<string> nets) => nets.Any(net => IsIn(side, Net.Parse(net)));

    public bool IsIn(End side, Net net)
    {
        if (side.Address is { } address)
        {
            return net.Contains(address);
        }

        return net.Family == side.Family && (net.Length == 0 || questions.Ask());
    }

    /// <summary>Whether the address belongs to a pod, a host endpoint or a network set whose labels satisfy the condition.</summary>
    // Calico: which objects contribute addresses. An address of several objects is a member if any of them matches.
    // Whether an address that is not known is a network set's is open whatever nets of its family the set has.
    public bool IsOfAny(End side, Func<Labels, bool> condition) =>
        (side.Pod is { } pod && condition(EffectiveLabels.OfPod(world, pod)))
        || HostsAt(side).Any(host => condition(EffectiveLabels.OfHostEndpoint(world, host)))
        || world.NetworkSets.Any(set => condition(EffectiveLabels.OfNetworkSet(world, set)) && (side.Address is null ? HasAny(set, side.Family) && questions.Ask() : IsIn(side, set.Nets)));

    /// <summary>The host endpoints that expect the side's address; one known by its interface alone has none.</summary>
    public IEnumerable<HostEndpointObject> HostsAt(End side) => side.Address is { } address
        ? world.HostEndpoints.Where(host => !host.IsRefused && host.ExpectedAddresses.Any(expected => Address.Parse(expected) == address))
        : [];

    /// <summary>The named ports of the endpoints at the side's address whose labels satisfy a condition.</summary>
    public IEnumerable<PortObject> PortsAt(End side, Func<Labels, bool>? condition) =>
    [
        .. side.Pod is { } pod && condition?.Invoke(EffectiveLabels.OfPod(world, pod)) != false ? pod.Ports : [],
        .. HostsAt(side).Where(host => condition?.Invoke(EffectiveLabels.OfHostEndpoint(world, host)) != false).SelectMany(host => host.Ports),
    ];

    private static bool HasAny(NetworkSetObject set, int family) => set.Nets.Any(net => Net.Parse(net).Family == family);
}
