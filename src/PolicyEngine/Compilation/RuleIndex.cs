using System.Runtime.InteropServices;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>
/// Finds the rules of a chain that may hold for a peer without a look at all of them: a rule that requires a selector or an
/// address set of its peer is listed under that, and the peers that do not have it never meet it.
/// </summary>
internal sealed class RuleIndex
{
    private readonly Dictionary<int, List<int>> _bySelector = [];
    private readonly Dictionary<int, List<int>> _byNets = [];
    private readonly List<int> _others = [];

    /// <param name="rules">The rules of a chain, in order.</param>
    /// <param name="direction">The direction of the chain.</param>
    public RuleIndex(IEnumerable<CompiledRule> rules, Directions direction)
    {
        List<CompiledRule> all = [];
        foreach (CompiledRule rule in rules)
        {
            CompiledPeer peer = rule.Peer(direction);
            List<int> listed = peer.Nets != PredicateTable.None ? Listed(_byNets, peer.Nets)
                : peer.Selector != PredicateTable.None ? Listed(_bySelector, peer.Selector)
                : _others;
            listed.Add(all.Count);
            all.Add(rule);
        }

        Rules = [.. all];
    }

    /// <summary>All rules, in order.</summary>
    public CompiledRule[] Rules { get; }

    /// <summary>Adds the places of the rules that may hold for a peer to an empty list, ascending. One may stand there twice.</summary>
    public void Candidates(AddressClass peer, List<int> candidates)
    {
        candidates.AddRange(_others);
        Add(_byNets, peer.AddressSets, candidates);
        Add(_byNets, peer.PossibleAddressSets, candidates);
        Add(_bySelector, peer.Selectors, candidates);
        Add(_bySelector, peer.PossibleSelectors, candidates);
        candidates.Sort();
    }

    /// <summary>Goes through what the rules require, or through what the peer satisfies, whichever is less.</summary>
    private static void Add(Dictionary<int, List<int>> byRequirement, Signature satisfied, List<int> candidates)
    {
        if (byRequirement.Count < satisfied.Numbers.Length)
        {
            foreach ((int number, List<int> listed) in byRequirement)
            {
                if (satisfied.Contains(number))
                {
                    candidates.AddRange(listed);
                }
            }

            return;
        }

        foreach (int number in satisfied.Numbers)
        {
            if (byRequirement.TryGetValue(number, out List<int>? listed))
            {
                candidates.AddRange(listed);
            }
        }
    }

    private static List<int> Listed(Dictionary<int, List<int>> byRequirement, int number) =>
        CollectionsMarshal.GetValueRefOrAddDefault(byRequirement, number, out _) ??= [];
}
