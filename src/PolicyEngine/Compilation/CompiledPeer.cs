using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The conditions of one side of a rule as predicate numbers.</summary>
internal readonly record struct CompiledPeer(int Selector, int NotSelector, int Nets, int NotNets)
{
    public bool IsAny =>
        Selector == PredicateTable.None && NotSelector == PredicateTable.None && Nets == PredicateTable.None && NotNets == PredicateTable.None;

    public static CompiledPeer Compile(PeerMatch match, PredicateTable predicates)
    {
        NoteNames(match.Ports, predicates);
        NoteNames(match.NotPorts, predicates);
        return new CompiledPeer(
            predicates.NumberOfPeer(match.Selector),
            predicates.NumberOfPeer(match.NotSelector),
            predicates.NumberOf(match.Nets),
            predicates.NumberOf(match.NotNets));
    }

    private static void NoteNames(PortMatch? ports, PredicateTable predicates)
    {
        foreach (NamedPort named in ports?.Names ?? [])
        {
            predicates.PortNames.Add(named.Name);
        }
    }
}
