using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Values by prefix, found from the shortest to the longest of those that contain an address: one dictionary for each length in use.</summary>
internal sealed class PrefixTable<T>
    where T : class
{
    private readonly Dictionary<IpPrefix, T>?[] _v4 = new Dictionary<IpPrefix, T>?[33];
    private readonly Dictionary<IpPrefix, T>?[] _v6 = new Dictionary<IpPrefix, T>?[129];
    private int[] _v4Lengths = [];
    private int[] _v6Lengths = [];

    /// <summary>All entries: IPv4 first, shorter prefixes first, then in the order they were put.</summary>
    public IEnumerable<KeyValuePair<IpPrefix, T>> All =>
        _v4Lengths.SelectMany(length => _v4[length]!).Concat(_v6Lengths.SelectMany(length => _v6[length]!));

    /// <summary>The value of exactly this prefix.</summary>
    public bool TryGet(IpPrefix prefix, [NotNullWhen(true)] out T? value)
    {
        value = null;
        return Of(prefix.Family)[prefix.Length]?.TryGetValue(prefix, out value) == true;
    }

    /// <summary>Puts a value, in place of any other of the same prefix.</summary>
    public void Put(IpPrefix prefix, T value)
    {
        Dictionary<IpPrefix, T>?[] byLength = Of(prefix.Family);
        if (byLength[prefix.Length] is not { } values)
        {
            byLength[prefix.Length] = values = [];
            Recount(prefix.Family);
        }

        values[prefix] = value;
    }

    /// <summary>Takes a prefix away.</summary>
    public void Remove(IpPrefix prefix)
    {
        Dictionary<IpPrefix, T>?[] byLength = Of(prefix.Family);
        if (byLength[prefix.Length] is { } values && values.Remove(prefix) && values.Count == 0)
        {
            byLength[prefix.Length] = null;
            Recount(prefix.Family);
        }
    }

    /// <summary>The value of the longest prefix that contains an address; null where none does.</summary>
    public T? Longest(IpAddress address)
    {
        Dictionary<IpPrefix, T>?[] byLength = Of(address.Family);
        int[] lengths = LengthsOf(address.Family);
        for (int place = lengths.Length - 1; place >= 0; place--)
        {
            if (byLength[lengths[place]]!.TryGetValue(IpPrefix.Of(address, lengths[place]), out T? value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Fills <paramref name="path"/> with the values of all prefixes that contain <paramref name="prefix"/>, the shortest first.</summary>
    public void CopyPath(IpPrefix prefix, List<KeyValuePair<IpPrefix, T>> path)
    {
        path.Clear();
        Dictionary<IpPrefix, T>?[] byLength = Of(prefix.Family);
        foreach (int length in LengthsOf(prefix.Family))
        {
            IpPrefix outer = length <= prefix.Length ? IpPrefix.Of(prefix.First, length) : default;
            if (length <= prefix.Length && byLength[length]!.TryGetValue(outer, out T? value))
            {
                path.Add(new(outer, value));
            }
        }
    }

    private Dictionary<IpPrefix, T>?[] Of(IpFamily family) => family == IpFamily.V4 ? _v4 : _v6;

    private int[] LengthsOf(IpFamily family) => family == IpFamily.V4 ? _v4Lengths : _v6Lengths;

    private void Recount(IpFamily family)
    {
        Dictionary<IpPrefix, T>?[] byLength = Of(family);
        int[] lengths = [.. Enumerable.Range(0, byLength.Length).Where(length => byLength[length] is not null)];
        (_v4Lengths, _v6Lengths) = family == IpFamily.V4 ? (lengths, _v6Lengths) : (_v4Lengths, lengths);
    }
}
