using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>
/// The counters of each handle by block. Like Calico's they count what was requested from a block, not what it gave, so that
/// a rest can survive the release of every address.
/// </summary>
internal sealed class AddressHandles
{
    private readonly SortedDictionary<string, Dictionary<IpPrefix, int>> _counts = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, Dictionary<IpPrefix, int>>> All => _counts;

    /// <summary>The blocks that a handle counts addresses in; null if there is no such handle.</summary>
    public IReadOnlyCollection<IpPrefix>? BlocksOf(string handle) =>
        _counts.TryGetValue(handle, out Dictionary<IpPrefix, int>? blocks) ? [.. blocks.Keys] : null;

    public void Add(string? handle, IpPrefix block, int count)
    {
        if (handle is null)
        {
            return;
        }

        if (!_counts.TryGetValue(handle, out Dictionary<IpPrefix, int>? blocks))
        {
            _counts.Add(handle, blocks = []);
        }

        blocks[block] = blocks.GetValueOrDefault(block) + count;
    }

    public void Remove(string? handle, IpPrefix block, int count)
    {
        if (handle is null || !_counts.TryGetValue(handle, out Dictionary<IpPrefix, int>? blocks) || !blocks.TryGetValue(block, out int held))
        {
            return;
        }

        if (held > count)
        {
            blocks[block] = held - count;
            return;
        }

        blocks.Remove(block);
        if (blocks.Count == 0)
        {
            _counts.Remove(handle);
        }
    }
}
