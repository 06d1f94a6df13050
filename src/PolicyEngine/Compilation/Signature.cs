using System.Runtime.InteropServices;

namespace PolicyEngine.Compilation;

/// <summary>An ascending list of numbers, interned: equal lists are one object with one id.</summary>
internal sealed class Signature
{
    private readonly int[] _numbers;

    internal Signature(int id, int[] numbers)
    {
        Id = id;
        _numbers = numbers;
    }

    public int Id { get; }

    public ReadOnlySpan<int> Numbers => _numbers;

    public bool Contains(int number) => _numbers.AsSpan().BinarySearch(number) >= 0;
}

/// <summary>Interns signatures. Not thread-safe: who uses it sees to that.</summary>
internal sealed class SignatureTable
{
    private readonly Dictionary<int[], Signature> _signatures = new(new ByContent());

    public SignatureTable() => Empty = Intern(ReadOnlySpan<int>.Empty);

    public Signature Empty { get; }

    public int Count => _signatures.Count;

    /// <summary>All lists, by the ids of their signatures.</summary>
    public int[][] Contents()
    {
        var contents = new int[_signatures.Count][];
        foreach ((int[] numbers, Signature signature) in _signatures)
        {
            contents[signature.Id] = numbers;
        }

        return contents;
    }

    /// <summary>The signature of an ascending list.</summary>
    public Signature Intern(ReadOnlySpan<int> ascending)
    {
        Dictionary<int[], Signature>.AlternateLookup<ReadOnlySpan<int>> lookup = _signatures.GetAlternateLookup<ReadOnlySpan<int>>();
        if (!lookup.TryGetValue(ascending, out Signature? signature))
        {
            int[] numbers = ascending.ToArray();
            signature = new Signature(_signatures.Count, numbers);
            _signatures.Add(numbers, signature);
        }

        return signature;
    }

    public Signature Union(Signature left, Signature right)
    {
        if (left.Numbers.IsEmpty || ReferenceEquals(left, right))
        {
            return right;
        }

        if (right.Numbers.IsEmpty)
        {
            return left;
        }

        var all = new SortedSet<int>(left.Numbers.ToArray());
        all.UnionWith(right.Numbers.ToArray());
        return Intern([.. all]);
    }

    private sealed class ByContent : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj) => GetHashCode(obj.AsSpan());

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(alternate));
            return hash.ToHashCode();
        }
    }
}
