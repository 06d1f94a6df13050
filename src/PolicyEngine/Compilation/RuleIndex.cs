using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>
/// Finds the rules of a chain that may hold for a peer without a look at all of them: a rule that requires a selector or an
/// address set of its peer is listed under that, and the peers that do not have it never meet it.
/// </summary>
internal sealed class RuleIndex
{
    private readonly Dictionary<(bool IsSelector, int Number), List<int>> _byRequirement = [];
    private readonly List<int> _others = [];

    /// <param name="rules">The rules of a chain, in order.</param>
    /// <param name="direction">The direction of the chain.</param>
    public RuleIndex(IEnumerable<CompiledRule> rules, Directions direction)
    {
        List<CompiledRule> all = [];
        foreach (CompiledRule rule in rules)
        {
            CompiledPeer peer = rule.Peer(direction);
            List<int> listed = peer.Nets != PredicateTable.None ? Listed(isSelector: false, peer.Nets)
                : peer.Selector != PredicateTable.None ? Listed(isSelector: true, peer.Selector)
                : _others;
            listed.Add(all.Count);
            all.Add(rule);
        }

        Rules = [.. all];
    }

    /// <summary>All rules, in order.</summary>
    public CompiledRule[] Rules { get; }

    /// <summary>The places of the rules that may hold for a peer, ascending.</summary>
    public List<int> Candidates(AddressClass peer)
    {
        var candidates = new List<int>(_others);
        Add(isSelector: false, peer.AddressSets, candidates);
        Add(isSelector: false, peer.PossibleAddressSets, candidates);
        Add(isSelector: true, peer.Selectors, candidates);
        Add(isSelector: true, peer.PossibleSelectors, candidates);
        candidates.Sort();
        return candidates;
    }

    private void Add(bool isSelector, Signature satisfied, List<int> candidates)
    {
        foreach (int number in satisfied.Numbers)
        {
            if (_byRequirement.TryGetValue((isSelector, number), out List<int>? listed))
            {
                candidates.AddRange(listed);
            }
        }
    }

    private List<int> Listed(bool isSelector, int number)
    {
        if (!_byRequirement.TryGetValue((isSelector, number), out List<int>? listed))
        {
            listed = [];
            _byRequirement.Add((isSelector, number), listed);
        }

        return listed;
    }
}
