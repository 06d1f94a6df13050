using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>
/// Counts pairs of endpoints for each two namespaces, and the addresses outside in place of one: how many there are, how many may
/// exchange something, how many everything, and of how many something is unknown. Towards the outside, endpoints are counted.
/// </summary>
/// <param name="cluster">The endpoints.</param>
/// <param name="between">What passes from one class to another.</param>
internal sealed class NamespaceCounts(ReportCluster cluster, Func<int, int, PassingBits> between)
{
    private const int Numbers = 4;

    private readonly long[] _counts = new long[(cluster.NamespaceCount + 1) * (cluster.NamespaceCount + 1) * Numbers];

    private int Side => cluster.NamespaceCount + 1;

    private int Outside => cluster.NamespaceCount;

    /// <summary>Four numbers for each two places.</summary>
    public string Pack(CancellationToken cancellation)
    {
        ILookup<int, (int Namespace, int Count)> places = cluster.Counts.ToLookup(entry => entry.Kind, entry => (entry.Namespace, entry.Count));
        int[] outside = [.. Enumerable.Range(0, cluster.Classes.Classes.Length).Where(number => cluster.Classes.Classes[number].IsOutside)];
        for (int kind = 0; kind < cluster.Kinds.Count; kind++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddKind(kind, [.. places[kind]], outside);
        }

        var numbers = new PackedNumbers();
        foreach (long count in _counts)
        {
            numbers.Add((int)Math.Min(count, int.MaxValue));
        }

        return PackedNumbers.Compress([numbers.ToArray()]);
    }

    private void AddKind(int kind, (int Namespace, int Count)[] places, int[] outside)
    {
        var bits = new PassingBits[cluster.Kinds.Count];
        for (int other = 0; other < bits.Length; other++)
        {
            bits[other] = Between(cluster.Kinds[kind], cluster.Kinds[other]);
        }

        var row = new long[Side * Numbers];
        foreach ((int @namespace, int other, int count) in cluster.Counts)
        {
            Add(row, @namespace, bits[other], count);
        }

        int[] own = [.. ((int[])[cluster.Kinds[kind].V4, cluster.Kinds[kind].V6]).Where(@class => @class >= 0)];
        Add(row, Outside, own.SelectMany(@class => outside.Select(other => between(@class, other))).Aggregate(PassingBits.None, Together), 1);
        PassingBits inwards = own.SelectMany(@class => outside.Select(other => between(other, @class))).Aggregate(PassingBits.None, Together);
        foreach ((int @namespace, int count) in places)
        {
            for (int number = 0; number < row.Length; number++)
            {
                _counts[(@namespace * row.Length) + number] += row[number] * count;
            }

            Add(_counts, (@namespace * Side) + @namespace, cluster.Kinds[kind].IsItself ? bits[kind] : PassingBits.None, -count);
            Add(_counts, (Outside * Side) + @namespace, inwards, count);
        }
    }

    private PassingBits Between(ReportKind kind, ReportKind other) => Together(
        kind.V4 >= 0 && other.V4 >= 0 ? between(kind.V4, other.V4) : PassingBits.None,
        kind.V6 >= 0 && other.V6 >= 0 ? between(kind.V6, other.V6) : PassingBits.None);

    /// <summary>Everything passes where it does so in all families and from all addresses.</summary>
    private static PassingBits Together(PassingBits one, PassingBits other) =>
        one == PassingBits.None || other == PassingBits.None ? one | other
        : ((one | other) & ~PassingBits.All) | (one & other & PassingBits.All);

    private static void Add(long[] counts, int place, PassingBits bits, long count)
    {
        if (bits != PassingBits.None)
        {
            counts[place * Numbers] += count;
            counts[(place * Numbers) + 1] += bits.HasFlag(PassingBits.Some) ? count : 0;
            counts[(place * Numbers) + 2] += bits.HasFlag(PassingBits.All) ? count : 0;
            counts[(place * Numbers) + 3] += bits.HasFlag(PassingBits.Unknown) ? count : 0;
        }
    }
}
