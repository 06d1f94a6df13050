using System.Runtime.InteropServices;

namespace PolicyEngine.Renderers.Proof;

/// <summary>
/// A store of reduced ordered binary decision diagrams (Bryant 1986): sets of packets over bits that are numbered from 0, asked in
/// that order. Not thread-safe.
/// </summary>
internal sealed class Diagrams
{
    private const int MostNodes = 1 << 23;
    private const int Leaf = int.MaxValue;
    private const int CacheBits = 18;

    private readonly Entry[] _cache = new Entry[1 << CacheBits];
    private Node[] _nodes = new Node[1 << 12];
    private int[] _buckets = new int[1 << 13];
    private int _count = 2;

    public Diagrams()
    {
        _nodes[0] = new Node(Leaf, 0, 0);
        _nodes[1] = new Node(Leaf, 1, 1);
    }

    private enum Operation
    {
        None,
        And,
        Or,
        Minus,
    }

    /// <summary>The packets of two sets, told apart by a bit.</summary>
    /// <param name="bit">The bit; both sets ask for later ones only.</param>
    /// <param name="clear">Those where it is clear.</param>
    /// <param name="set">Those where it is set.</param>
    public Diagram Choose(int bit, Diagram clear, Diagram set) => new(Make(bit, clear.Node, set.Node));

    public Diagram And(Diagram left, Diagram right) => new(Apply(Operation.And, left.Node, right.Node));

    public Diagram Or(Diagram left, Diagram right) => new(Apply(Operation.Or, left.Node, right.Node));

    public Diagram Minus(Diagram left, Diagram right) => new(Apply(Operation.Minus, left.Node, right.Node));

    public Diagram Not(Diagram set) => Minus(Diagram.All, set);

    /// <summary>What is in any of some sets. Neighbours are joined first: adding small sets to a large one by one would cost their number squared.</summary>
    public Diagram Union(IEnumerable<Diagram> sets)
    {
        Diagram[] level = [.. sets];
        while (level.Length > 1)
        {
            level = [.. level.Chunk(2).Select(pair => pair is [var one, var other] ? Or(one, other) : pair[0])];
        }

        return level is [var all] ? all : Diagram.None;
    }

    /// <summary>The bits of a packet of a set that are set; a bit that does not matter is clear.</summary>
    public HashSet<int> Pick(Diagram set)
    {
        var bits = new HashSet<int>();
        for (int node = set.Node; node > 1;)
        {
            Node at = _nodes[node];
            if (at.Clear == 0)
            {
                bits.Add(at.Bit);
            }

            node = at.Clear == 0 ? at.Set : at.Clear;
        }

        return bits;
    }

    private int Apply(Operation operation, int left, int right)
    {
        if (Simple(operation, left, right) is >= 0 and var known)
        {
            return known;
        }

        if (operation != Operation.Minus && left > right)
        {
            (left, right) = (right, left);
        }

        int slot = unchecked((int)(Mix((int)operation, left, right) >> (32 - CacheBits)));
        Entry entry = _cache[slot];
        if (entry.Operation == operation && entry.Left == left && entry.Right == right)
        {
            return entry.Result;
        }

        Node one = _nodes[left];
        Node other = _nodes[right];
        int bit = Math.Min(one.Bit, other.Bit);
        int clear = Apply(operation, one.Bit == bit ? one.Clear : left, other.Bit == bit ? other.Clear : right);
        int set = Apply(operation, one.Bit == bit ? one.Set : left, other.Bit == bit ? other.Set : right);
        int result = Make(bit, clear, set);
        _cache[slot] = new Entry(operation, left, right, result);
        return result;
    }

    // What needs no look at bits; -1 where that is needed.
    private static int Simple(Operation operation, int left, int right) => operation switch
    {
        Operation.And => left == 0 || right == 0 ? 0 : left == 1 || left == right ? right : right == 1 ? left : -1,
        Operation.Or => left == 1 || right == 1 ? 1 : left == 0 || left == right ? right : right == 0 ? left : -1,
        _ => left == 0 || right == 1 || left == right ? 0 : right == 0 ? left : -1,
    };

    private int Make(int bit, int clear, int set)
    {
        if (clear == set)
        {
            return clear;
        }

        int mask = _buckets.Length - 1;
        int bucket = unchecked((int)(Mix(bit, clear, set) >> 8)) & mask;
        for (; _buckets[bucket] != 0; bucket = (bucket + 1) & mask)
        {
            Node known = _nodes[_buckets[bucket]];
            if (known.Bit == bit && known.Clear == clear && known.Set == set)
            {
                return _buckets[bucket];
            }
        }

        _buckets[bucket] = _count;
        return Add(new Node(bit, clear, set));
    }

    private int Add(Node node)
    {
        if (_count == MostNodes)
        {
            throw new TooComplexException();
        }

        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _nodes.Length * 2);
        }

        _nodes[_count++] = node;
        if (_count * 2 > _buckets.Length)
        {
            Rehash();
        }

        return _count - 1;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 4];
        int mask = _buckets.Length - 1;
        for (int number = 2; number < _count; number++)
        {
            Node node = _nodes[number];
            int bucket = unchecked((int)(Mix(node.Bit, node.Clear, node.Set) >> 8)) & mask;
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & mask;
            }

            _buckets[bucket] = number;
        }
    }

    private static uint Mix(int first, int second, int third)
    {
        unchecked
        {
            uint hash = ((uint)first * 0x9E3779B1) ^ ((uint)second * 0x85EBCA77) ^ ((uint)third * 0xC2B2AE3D);
            hash ^= hash >> 15;
            hash *= 0x2C1B3C6D;
            hash ^= hash >> 13;
            return hash * 0x297A2D39;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Node(int Bit, int Clear, int Set);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(Operation Operation, int Left, int Right, int Result);
}
