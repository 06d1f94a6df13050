using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Addresses outside the cluster in order, cut where rules tell them apart. Addresses of endpoints, nodes and services that lie
/// between are nobody's here and part nothing.
/// </summary>
internal sealed class OutsideRanges
{
    private readonly List<Run> _runs = [];

    /// <param name="addresses">The addresses of each class.</param>
    /// <param name="held">The addresses of endpoints, nodes and services.</param>
    public OutsideRanges(IReadOnlyCollection<(int Class, AddressSet Addresses)> addresses, AddressSet held)
    {
        AddressSet joined = AddressSet.FromRanges(addresses.SelectMany(entry => entry.Addresses.Ranges)).Union(held);
        using IEnumerator<(IpAddress Low, IpAddress High)> blocks = joined.Ranges.GetEnumerator();
        int block = -1;
        IpAddress? end = null;
        var runs = new List<Run>();
        foreach ((int @class, AddressSet own) in addresses)
        {
            foreach ((IpAddress low, IpAddress high) in own.Ranges)
            {
                runs.Add(new Run(low, high, @class, 0));
            }
        }

        runs.Sort((left, right) => left.First.CompareTo(right.First));
        foreach (Run run in runs)
        {
            while (end is null || end < run.First)
            {
                blocks.MoveNext();
                (block, end) = (block + 1, blocks.Current.High);
            }

            if (_runs is [.., var last] && last.Class == run.Class && last.Block == block)
            {
                _runs[^1] = last with { Last = run.Last };
            }
            else
            {
                // What lies between two runs is held, and goes with the first.
                if (_runs is [.., var before] && before.Block == block)
                {
                    _runs[^1] = before with { Last = run.First.Previous() };
                }

                _runs.Add(run with { Block = block });
            }
        }
    }

    /// <summary>The classes of the addresses, some more than once.</summary>
    public IEnumerable<int> Classes => _runs.Select(run => run.Class);

    /// <summary>The ranges, put together where the values of their classes are equal; a class without value is left out.</summary>
    public IEnumerable<(IpAddress First, IpAddress Last, T Value)> By<T>(Func<int, T?> valueOf)
        where T : class
    {
        (Run? start, IpAddress end, T? common) = (null, default, null);
        foreach (Run run in _runs)
        {
            T? value = valueOf(run.Class);
            if (common is not null && start!.Block == run.Block && common.Equals(value))
            {
                end = run.Last;
                continue;
            }

            if (common is not null)
            {
                yield return (start!.First, end, common);
            }

            (start, end, common) = (run, run.Last, value);
        }

        if (common is not null)
        {
            yield return (start!.First, end, common);
        }
    }

    /// <summary>Addresses that lie together.</summary>
    /// <param name="First">The first.</param>
    /// <param name="Last">The last.</param>
    /// <param name="Class">Their class.</param>
    /// <param name="Block">The number of the block of addresses, asked about or held, that they lie in.</param>
    private sealed record Run(IpAddress First, IpAddress Last, int Class, int Block);
}
