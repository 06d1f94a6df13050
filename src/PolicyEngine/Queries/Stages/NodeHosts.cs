using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>The host endpoints of one node.</summary>
internal sealed class NodeHosts
{
    private readonly HostStages[] _byName;
    private readonly Governor? _doubt;

    /// <param name="hosts">The host endpoints.</param>
    /// <param name="doubt">What is said of every interface where the host endpoints are not known, or not all understood.</param>
    public NodeHosts(IEnumerable<HostStages> hosts, Governor? doubt)
    {
        HostStages[] sorted = [.. hosts.OrderBy(host => host.HostEndpoint.Name, StringComparer.Ordinal)];
        _byName = [.. sorted.Where(host => host.HostEndpoint.InterfaceName != "*")];
        AllInterfaces = sorted.FirstOrDefault(host => host.HostEndpoint.InterfaceName == "*");
        _doubt = doubt;
        TouchesForwarded = doubt is not null || sorted.Any(host => host.TouchesForwarded);
    }

    public bool IsEmpty => _byName.Length == 0 && AllInterfaces is null && _doubt is null;

    /// <summary>The host endpoint for all interfaces without one of their own, those of pods and tunnels included.</summary>
    public HostStages? AllInterfaces { get; }

    /// <summary>Whether any of them has a say about traffic of pods.</summary>
    public bool TouchesForwarded { get; }

    /// <summary>What governs the interfaces of pods and tunnels.</summary>
    public Governor GovernorOfOthers() => _doubt ?? Of(AllInterfaces);

    /// <summary>What governs the interface with an address.</summary>
    public Governor GovernorAt(IpAddress address)
    {
        if (_doubt is { } doubt)
        {
            return doubt;
        }

        HostStages[] byAddress = [.. _byName.Where(host => host.HostEndpoint.Addresses.Contains(address))];
        string[] names = [.. byAddress.Select(host => host.HostEndpoint.InterfaceName).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length > 0)
        {
            // The interface's name is known, and with it all that match by name.
            return Of(_byName.First(host => byAddress.Contains(host) || names.Contains(host.HostEndpoint.InterfaceName)));
        }

        HostStages[] nameOnly = [.. _byName.Where(host => host.HostEndpoint.Addresses.IsEmpty)];
        if (byAddress.Length > 0)
        {
            bool first = nameOnly.All(host => string.CompareOrdinal(host.HostEndpoint.Name, byAddress[0].HostEndpoint.Name) > 0);
            return first ? Of(byAddress[0]) : Governor.Unclear;
        }

        return GovernorByName(nameOnly);
    }

    /// <summary>What governs the interface towards other machines, where the node's addresses are not known.</summary>
    public Governor GovernorOfUplink() => _doubt ?? GovernorByName(_byName);

    /// <summary>A node whose host endpoints name one interface has that one towards other machines.</summary>
    private Governor GovernorByName(HostStages[] candidates) =>
        candidates.Select(InterfaceOf).Distinct(StringComparer.Ordinal).Count() switch
        {
            0 => Of(AllInterfaces),
            1 => Of(candidates[0]),
            _ => Governor.Unclear,
        };

    private Governor Of(HostStages? stages) => Governor.Of(stages, AllInterfaces);

    private static string InterfaceOf(HostStages host) =>
        host.HostEndpoint.InterfaceName is { Length: > 0 } name ? name : host.HostEndpoint.Addresses[0].ToString();
}
