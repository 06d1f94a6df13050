namespace PolicyEngine.Queries;

/// <summary>How many pairs of parties have traffic of which verdicts; a pair that has several counts once.</summary>
internal sealed class PairTally
{
    // Those that answers share; nobody adds to them.
    private static readonly PairTally[] s_ofOne = [.. Enum.GetValues<VerdictKind>().Select(One)];

    private readonly Dictionary<int, long> _byVerdicts = [];

    /// <summary>No pairs.</summary>
    public static PairTally None { get; } = new();

    /// <summary>All pairs.</summary>
    public long Total => _byVerdicts.Values.Sum();

    /// <summary>One pair, with one verdict.</summary>
    public static PairTally OfOne(VerdictKind verdict) => s_ofOne[(int)verdict];

    /// <summary>Counts pairs that have all of these verdicts and no other.</summary>
    public void Add(IEnumerable<VerdictKind> verdicts, long pairs)
    {
        int mask = verdicts.Aggregate(0, (known, verdict) => known | (1 << (int)verdict));
        _byVerdicts[mask] = _byVerdicts.GetValueOrDefault(mask) + pairs;
    }

    /// <summary>The pairs that have traffic of any of these verdicts.</summary>
    public long WithAny(Func<VerdictKind, bool> isOne)
    {
        int wanted = Enum.GetValues<VerdictKind>().Where(isOne).Aggregate(0, (known, verdict) => known | (1 << (int)verdict));
        return _byVerdicts.Where(entry => (entry.Key & wanted) != 0).Sum(entry => entry.Value);
    }

    private static PairTally One(VerdictKind verdict)
    {
        var tally = new PairTally();
        tally.Add([verdict], 1);
        return tally;
    }
}
