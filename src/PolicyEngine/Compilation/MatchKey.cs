using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Which rules of a chain hold between two classes, and how certainly: all that a decision table depends on.</summary>
internal sealed class MatchKey : IEquatable<MatchKey>
{
    private readonly int _chain;
    private readonly int _hash;

    // The family, then for each rule that holds or may hold: its number in the chain, doubled, odd where it only may; and
    // after it the classes on which its named ports depend.
    private readonly int[] _matches;

    private MatchKey(int chain, int[] matches)
    {
        (_chain, _matches) = (chain, matches);
        var hash = new HashCode();
        hash.Add(chain);
        hash.AddBytes(MemoryMarshal.AsBytes(matches.AsSpan()));
        _hash = hash.ToHashCode();
    }

    public static MatchKey Of(PolicyChain chain, AddressClass self, AddressClass peer)
    {
        (AddressClass source, AddressClass destination) = chain.Direction == Directions.Ingress ? (peer, self) : (self, peer);
        IpFamilies family = peer.Family.AsSet();
        var matches = new List<int> { (int)family };
        int previous = -1;
        foreach (int number in chain.Index.Candidates(peer))
        {
            CompiledRule rule = chain.Index.Rules[number];
            Certainty holds = number == previous ? Certainty.No : rule.Holds(source, destination, family);
            previous = number;
            if (holds == Certainty.No)
            {
                continue;
            }

            matches.Add((number << 1) | (holds == Certainty.Maybe ? 1 : 0));
            if (rule.NamesSourcePorts)
            {
                matches.Add(~source.Id);
            }

            if (rule.NamesDestinationPorts)
            {
                matches.Add(~destination.Id);
            }
        }

        return new MatchKey(chain.Id, [.. matches]);
    }

    /// <summary>The rules that hold or may hold, by their number in the chain, ascending.</summary>
    public IEnumerable<(int Number, Certainty Holds)> Rules
    {
        get
        {
            for (int index = 1; index < _matches.Length; index++)
            {
                if (_matches[index] >= 0)
                {
                    yield return (_matches[index] >> 1, (_matches[index] & 1) == 0 ? Certainty.Yes : Certainty.Maybe);
                }
            }
        }
    }

    /// <summary>Whether no rule holds.</summary>
    public bool IsOfNoRule => _matches.Length == 1;

    public bool Equals(MatchKey? other) =>
        other is not null && _chain == other._chain && _matches.AsSpan().SequenceEqual(other._matches);

    public override bool Equals(object? obj) => Equals(obj as MatchKey);

    public override int GetHashCode() => _hash;
}
