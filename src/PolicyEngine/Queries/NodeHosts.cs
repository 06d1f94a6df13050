using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>What governs an interface.</summary>
/// <param name="Stages">The host endpoint; null where none does.</param>
/// <param name="IsUnclear">Whether the input does not say which host endpoint it is.</param>
/// <param name="Fault">A host endpoint that is not understood and may govern it; null where there is none.</param>
internal readonly record struct Governor(HostStages? Stages, bool IsUnclear, Fault? Fault)
{
    /// <summary>No host endpoint: nothing is decided on the interface.</summary>
    public static Governor None => default;

    /// <summary>Any host endpoint may govern it.</summary>
    public static Governor Unclear => new(null, true, null);

    public static Governor Of(HostStages? stages) => new(stages, false, null);
}

/// <summary>The host endpoints of one node.</summary>
internal sealed class NodeHosts
{
    private readonly HostStages[] _byName;
    private readonly Fault? _doubt;

    public NodeHosts(IEnumerable<HostStages> hosts, Fault? doubt)
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
    public Governor GovernorOfOthers() => _doubt is null ? Governor.Of(AllInterfaces) : new Governor(null, true, _doubt);

    /// <summary>What governs the interface with an address.</summary>
    public Governor GovernorAt(IpAddress address)
    {
        if (_doubt is not null)
        {
            return new Governor(null, true, _doubt);
        }

        HostStages[] byAddress = [.. _byName.Where(host => host.HostEndpoint.Addresses.Contains(address))];
        string[] names = [.. byAddress.Select(host => host.HostEndpoint.InterfaceName).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length > 0)
        {
            // The interface's name is known, and with it all that match by name.
            return Governor.Of(_byName.First(host => byAddress.Contains(host) || names.Contains(host.HostEndpoint.InterfaceName)));
        }

        HostStages[] nameOnly = [.. _byName.Where(host => host.HostEndpoint.Addresses.IsEmpty)];
        if (byAddress.Length > 0)
        {
            bool first = nameOnly.All(host => string.CompareOrdinal(host.HostEndpoint.Name, byAddress[0].HostEndpoint.Name) > 0);
            return first ? Governor.Of(byAddress[0]) : Governor.Unclear;
        }

        return GovernorByName(nameOnly);
    }

    /// <summary>What governs the interface towards other machines, where the node's addresses are not known.</summary>
    public Governor GovernorOfUplink() => _doubt is not null ? new Governor(null, true, _doubt) : GovernorByName(_byName);

    /// <summary>A node whose host endpoints name one interface has that one towards other machines.</summary>
    private Governor GovernorByName(HostStages[] candidates) =>
        candidates.Select(InterfaceOf).Distinct(StringComparer.Ordinal).Count() switch
        {
            0 => Governor.Of(AllInterfaces),
            1 => Governor.Of(candidates[0]),
            _ => Governor.Unclear,
        };

    private static string InterfaceOf(HostStages host) =>
        host.HostEndpoint.InterfaceName is { Length: > 0 } name ? name : host.HostEndpoint.Addresses[0].ToString();
}
