using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// All addresses that no rule tells apart: they satisfy the same selectors, lie in the same address sets and resolve
/// port names alike. An endpoint whose address the input does not give has a class of its own kind, for which address
/// conditions are undecided.
/// </summary>
internal sealed class AddressClass
{
    public required int Id { get; init; }

    public required IpFamily Family { get; init; }

    /// <summary>False when the input does not give the address.</summary>
    public required bool IsAddressKnown { get; init; }

    /// <summary>The peer selectors satisfied by anything that holds the address.</summary>
    public required Signature Selectors { get; init; }

    /// <summary>The address sets that hold the address.</summary>
    public required Signature AddressSets { get; init; }

    /// <summary>Only where the address is not known: selectors and address sets that may hold.</summary>
    public required Signature PossibleSelectors { get; init; }

    /// <summary>Only where the address is not known: address sets that may hold it.</summary>
    public required Signature PossibleAddressSets { get; init; }

    /// <summary>The domain name that leads to the address; null where none is known.</summary>
    public string? DomainName { get; init; }

    /// <summary>The endpoints that hold the address; several where they share it.</summary>
    public required ImmutableArray<AddressOwner> Owners { get; init; }

    /// <summary>Whether all conditions of one side of a rule hold for this class.</summary>
    public Certainty Satisfies(in CompiledPeer peer)
    {
        Certainty all = Certainty.Yes;
        if (peer.Selector != PredicateTable.None)
        {
            all = Holds(peer.Selector, Selectors, PossibleSelectors);
        }

        if (all != Certainty.No && peer.NotSelector != PredicateTable.None)
        {
            all = Least(all, Not(Holds(peer.NotSelector, Selectors, PossibleSelectors)));
        }

        if (all != Certainty.No && peer.Nets != PredicateTable.None)
        {
            all = Least(all, Holds(peer.Nets, AddressSets, PossibleAddressSets));
        }

        if (all != Certainty.No && peer.NotNets != PredicateTable.None)
        {
            all = Least(all, Not(Holds(peer.NotNets, AddressSets, PossibleAddressSets)));
        }

        return peer.IsByName ? Least(all, IsNamed(peer)) : all;
    }

    /// <summary>
    /// The traffic a port condition admits here: its numbers, and the ports that owners satisfying the side's selector
    /// declare under its names.
    /// </summary>
    public TrafficSet Resolve(PortMatch ports, int selector, bool asSource)
    {
        var resolved = new List<TrafficSet> { ports.Numbers };
        foreach (AddressOwner owner in Owners)
        {
            if (selector != PredicateTable.None && !owner.Selectors.Contains(selector))
            {
                continue;
            }

            foreach (EndpointPort port in owner.Ports)
            {
                if (IsNamed(ports, port))
                {
                    IntervalSet<ushort> number = IntervalSet<ushort>.Of(port.Number);
                    resolved.Add(asSource
                        ? TrafficSet.Ports(port.Protocol, IntervalSet<ushort>.Full, number)
                        : TrafficSet.Ports(port.Protocol, number));
                }
            }
        }

        return TrafficSet.Union(resolved);
    }

    private Certainty IsNamed(in CompiledPeer peer)
    {
        if (DomainName is null || peer.Domains.IsEmpty)
        {
            return Certainty.Maybe;
        }

        foreach (string pattern in peer.Domains)
        {
            if (DomainPattern.Matches(pattern, DomainName))
            {
                return Certainty.Yes;
            }
        }

        return Certainty.No;
    }

    private static bool IsNamed(PortMatch ports, EndpointPort port)
    {
        foreach (NamedPort named in ports.Names)
        {
            if ((named.Protocol is null || named.Protocol == port.Protocol) && string.Equals(named.Name, port.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static Certainty Holds(int predicate, Signature certain, Signature possible) =>
        certain.Contains(predicate) ? Certainty.Yes : possible.Contains(predicate) ? Certainty.Maybe : Certainty.No;

    private static Certainty Not(Certainty certainty) => certainty switch
    {
        Certainty.No => Certainty.Yes,
        Certainty.Yes => Certainty.No,
        _ => Certainty.Maybe,
    };

    private static Certainty Least(Certainty left, Certainty right) => left < right ? left : right;
}
