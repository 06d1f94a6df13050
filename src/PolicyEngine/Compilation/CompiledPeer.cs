using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The conditions of one side of a rule as predicate numbers.</summary>
/// <param name="Selector">The selector it must satisfy.</param>
/// <param name="NotSelector">The selector it must not satisfy.</param>
/// <param name="Nets">The address set it must be in.</param>
/// <param name="NotNets">The address set it must not be in.</param>
/// <param name="IsByName">Whether a name decides whose addresses the input does not give, so that no address is known to match.</param>
/// <param name="Domains">The domain names of which the address must have one; empty where that is no condition.</param>
internal readonly record struct CompiledPeer(int Selector, int NotSelector, int Nets, int NotNets, bool IsByName, ImmutableArray<string> Domains)
{
    public bool IsAny =>
        Selector == PredicateTable.None && NotSelector == PredicateTable.None && Nets == PredicateTable.None && NotNets == PredicateTable.None && !IsByName;

    public static CompiledPeer Compile(PeerMatch match, PredicateTable predicates, bool isOfNetworkPolicy)
    {
        NoteNames(match.Ports, predicates);
        NoteNames(match.NotPorts, predicates);
        return new CompiledPeer(
            predicates.NumberOfPeer(match.Selector, isOfNetworkPolicy),
            predicates.NumberOfPeer(match.NotSelector, isOfNetworkPolicy),
            predicates.NumberOf(match.Nodes is { } nodes ? predicates.AddressesOf(nodes) : match.Nets, isBlock: match.Nodes is null && !match.IsByAddress),
            predicates.NumberOf(match.NotNets, isBlock: true),
            !match.Domains.IsEmpty || match.Service is not null,
            match.Domains);
    }

    private static void NoteNames(PortMatch? ports, PredicateTable predicates)
    {
        foreach (NamedPort named in ports?.Names ?? [])
        {
            predicates.PortNames.Add(named.Name);
        }
    }
}
