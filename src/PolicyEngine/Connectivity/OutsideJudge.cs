using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Works out what passes between parties of pods and ranges of addresses outside, once for all parties that are of one class and
/// no other. Not thread-safe.
/// </summary>
internal sealed class OutsideJudge(MatrixJudge judge, MatrixSide sources, MatrixSide destinations)
{
    private readonly Dictionary<int, (MatrixParty Range, Passing Passing)[]> _towards = [];
    private readonly Dictionary<int, (MatrixParty Range, Passing Passing)[]> _from = [];
    private readonly Dictionary<(IpAddress First, IpAddress Last), MatrixParty> _ranges = [];

    /// <summary>What passes from pods to ranges outside, in order.</summary>
    public (MatrixParty Range, Passing Passing)[] Towards(MatrixGroup source) =>
        OnceFor(source, _towards, () => destinations.Outside.By(outside => judge.Towards(source, outside)));

    /// <summary>What passes from ranges outside to pods, in order.</summary>
    public (MatrixParty Range, Passing Passing)[] From(MatrixGroup destination) =>
        OnceFor(destination, _from, () => sources.Outside.By(outside => judge.From(outside, destination)));

    private (MatrixParty Range, Passing Passing)[] OnceFor(
        MatrixGroup group, Dictionary<int, (MatrixParty, Passing)[]> known, Func<IEnumerable<(IpAddress First, IpAddress Last, Passing Value)>> passing)
    {
        int only = group.Members is [var members] ? members.Class : -1;
        if (only < 0 || !known.TryGetValue(only, out (MatrixParty, Passing)[]? all))
        {
            all = [.. passing().Select(range => (RangeOf(range.First, range.Last), range.Value))];
            if (only >= 0)
            {
                known.Add(only, all);
            }
        }

        return all;
    }

    private MatrixParty RangeOf(IpAddress first, IpAddress last)
    {
        if (!_ranges.TryGetValue((first, last), out MatrixParty? range))
        {
            _ranges.Add((first, last), range = MatrixParty.Of(first, last));
        }

        return range;
    }
}
