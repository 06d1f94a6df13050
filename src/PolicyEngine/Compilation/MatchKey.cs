using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Which rules of a chain hold between two classes: all that a decision table depends on.</summary>
internal sealed class MatchKey : IEquatable<MatchKey>
{
    private readonly int _chain;
    private readonly int[] _matches;
    private readonly int _hash;

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
        var matches = new List<int> { peer.Family == IpFamily.V4 ? 4 : 6 };
        int number = 0;
        foreach (CompiledRule rule in chain.Rules)
        {
            number++;
            Certainty first = source.Satisfies(rule.Source);
            Certainty second = first == Certainty.No ? Certainty.No : destination.Satisfies(rule.Destination);
            if (second == Certainty.No)
            {
                continue;
            }

            matches.Add((number << 1) | (first == Certainty.Maybe || second == Certainty.Maybe ? 1 : 0));

            // Where ports are named, what the names stand for depends on the class itself.
            if (rule.NamesSourcePorts)
            {
                matches.Add(source.Id);
            }

            if (rule.NamesDestinationPorts)
            {
                matches.Add(destination.Id);
            }
        }

        return new MatchKey(chain.Id, [.. matches]);
    }

    public bool Equals(MatchKey? other) =>
        other is not null && _chain == other._chain && _matches.AsSpan().SequenceEqual(other._matches);

    public override bool Equals(object? obj) => Equals(obj as MatchKey);

    public override int GetHashCode() => _hash;
}
