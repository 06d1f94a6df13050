using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Which rules of a chain hold between two classes, and how certainly: all that a decision table depends on.</summary>
internal sealed class MatchKey : IEquatable<MatchKey>
{
    private const int FirstMatch = 2;
    private const int MaxKept = 4096;

    [ThreadStatic]
    private static List<int>? t_candidates;

    [ThreadStatic]
    private static List<int>? t_content;

    // The chain and the family, then for each rule that holds or may hold: its number in the chain, doubled, odd where it
    // only may; and after it the classes on which its named ports depend.
    private readonly int[] _content;

    /// <param name="content">What <see cref="ContentOf"/> gave; it is copied.</param>
    public MatchKey(ReadOnlySpan<int> content) => _content = content.ToArray();

    /// <summary>Compares keys, and keys with what <see cref="ContentOf"/> gives.</summary>
    public static IEqualityComparer<MatchKey> ByContent { get; } = new ContentComparer();

    /// <summary>Whether no rule holds.</summary>
    public bool IsOfNoRule => _content.Length == FirstMatch;

    /// <summary>The rules that hold or may hold, by their number in the chain, ascending.</summary>
    public IEnumerable<(int Number, Certainty Holds)> Rules
    {
        get
        {
            for (int index = FirstMatch; index < _content.Length; index++)
            {
                if (_content[index] >= 0)
                {
                    yield return (_content[index] >> 1, (_content[index] & 1) == 0 ? Certainty.Yes : Certainty.Maybe);
                }
            }
        }
    }

    public static MatchKey Of(PolicyChain chain, AddressClass self, AddressClass peer) => new(ContentOf(chain, self, peer));

    /// <summary>The key in a buffer of the thread's, good until the thread asks for another.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="self">The class of the endpoint it belongs to.</param>
    /// <param name="peer">The class of the other side.</param>
    /// <param name="last">The number of the last rule that matters.</param>
    public static ReadOnlySpan<int> ContentOf(PolicyChain chain, AddressClass self, AddressClass peer, int last = int.MaxValue)
    {
        (AddressClass source, AddressClass destination) = chain.Direction == Directions.Ingress ? (peer, self) : (self, peer);
        IpFamilies family = peer.Family.AsSet();
        List<int> content = Emptied(ref t_content);
        content.Add(chain.Id);
        content.Add((int)family);
        List<int> candidates = Emptied(ref t_candidates);
        chain.Index.Candidates(peer, candidates);
        int previous = -1;
        foreach (int number in candidates)
        {
            if (number > last)
            {
                break;
            }

            CompiledRule rule = chain.Index.Rules[number];
            Certainty holds = number == previous ? Certainty.No : rule.Holds(source, destination, family);
            previous = number;
            if (holds == Certainty.No)
            {
                continue;
            }

            content.Add((number << 1) | (holds == Certainty.Maybe ? 1 : 0));
            if (rule.NamesSourcePorts)
            {
                content.Add(~source.Id);
            }

            if (rule.NamesDestinationPorts)
            {
                content.Add(~destination.Id);
            }
        }

        return CollectionsMarshal.AsSpan(content);
    }

    public bool Equals(MatchKey? other) => other is not null && _content.AsSpan().SequenceEqual(other._content);

    public override bool Equals(object? obj) => Equals(obj as MatchKey);

    public override int GetHashCode() => HashOf(_content);

    /// <summary>The thread's buffer, made anew where it has become large.</summary>
    private static List<int> Emptied([NotNull] ref List<int>? buffer)
    {
        if (buffer is null || buffer.Capacity > MaxKept)
        {
            buffer = [];
        }

        buffer.Clear();
        return buffer;
    }

    private static int HashOf(ReadOnlySpan<int> content)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(content));
        return hash.ToHashCode();
    }

    private sealed class ContentComparer : IEqualityComparer<MatchKey>, IAlternateEqualityComparer<ReadOnlySpan<int>, MatchKey>
    {
        public bool Equals(MatchKey? x, MatchKey? y) => x is null ? y is null : x.Equals(y);

        public bool Equals(ReadOnlySpan<int> alternate, MatchKey other) => alternate.SequenceEqual(other._content);

        public int GetHashCode(MatchKey obj) => obj.GetHashCode();

        public int GetHashCode(ReadOnlySpan<int> alternate) => HashOf(alternate);

        public MatchKey Create(ReadOnlySpan<int> alternate) => new(alternate);
    }
}
