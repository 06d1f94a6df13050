using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>
/// The objects of one kind by namespace and name. An object given again replaces the earlier one, with a diagnostic. A table
/// may lie over another one, whose objects it replaces and removes without changing it.
/// </summary>
internal sealed class ResourceTable<T>(string kind, DiagnosticBag diagnostics, ResourceTable<T>? basis = null, Func<T, string>? nameOf = null)
{
    private readonly Dictionary<(string Namespace, string Name), Entry> _entries = [];
    private readonly HashSet<(string Namespace, string Name)> _removed = [];
    private Entry[]? _sorted;

    /// <summary>The objects by namespace and name, so that nothing depends on the order of the input.</summary>
    public IEnumerable<T> Values => Sorted.Select(entry => entry.Value);

    /// <summary>Whether it is another than the one it lies over.</summary>
    public bool IsChanged => basis is null || _entries.Count > 0 || _removed.Count > 0;

    /// <summary>The objects given here, not those below, by namespace and name.</summary>
    public IEnumerable<T> Own => SortedOwn().Select(entry => entry.Value);

    /// <summary>The objects below that are replaced or removed here.</summary>
    public IEnumerable<T> Gone
    {
        get
        {
            foreach ((string @namespace, string name) in _entries.Keys.Union(_removed))
            {
                if (basis is not null && basis.TryGet(@namespace, name, out T? value))
                {
                    yield return value;
                }
            }
        }
    }

    private Entry[] Sorted => _sorted ??= Sort();

    public void Add(string @namespace, string name, SourceSpan span, T value)
    {
        if (_entries.TryGetValue((@namespace, name), out Entry? earlier))
        {
            string displayed = nameOf?.Invoke(value) ?? (@namespace.Length == 0 ? name : $"{@namespace}/{name}");
            diagnostics.Add(BindingDiagnostics.DuplicateObject, span, $"{kind} `{displayed}` is already given at {earlier.Span}", other: earlier.Span);
        }

        _entries[(@namespace, name)] = new Entry(@namespace, name, value, span);
        _sorted = null;
    }

    /// <summary>Takes an object away; false where there is none.</summary>
    public bool Remove(string @namespace, string name)
    {
        if (!TryGet(@namespace, name, out _))
        {
            return false;
        }

        _entries.Remove((@namespace, name));
        _removed.Add((@namespace, name));
        _sorted = null;
        return true;
    }

    public bool TryGet(string @namespace, string name, [MaybeNullWhen(false)] out T value)
    {
        if (_entries.TryGetValue((@namespace, name), out Entry? entry))
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return basis is not null && !_removed.Contains((@namespace, name)) && basis.TryGet(@namespace, name, out value);
    }

    private Entry[] Sort()
    {
        IEnumerable<Entry> below = basis?.Sorted.Where(entry => !_entries.ContainsKey((entry.Namespace, entry.Name)) && !_removed.Contains((entry.Namespace, entry.Name))) ?? [];
        Entry[] own = SortedOwn();
        return basis is null ? own : Merge([.. below], own);
    }

    private Entry[] SortedOwn()
    {
        Entry[] own = [.. _entries.Values];
        Array.Sort(own, Compare);
        return own;
    }

    private static Entry[] Merge(Entry[] below, Entry[] own)
    {
        var merged = new List<Entry>(below.Length + own.Length);
        int next = 0;
        foreach (Entry entry in below)
        {
            for (; next < own.Length && Compare(own[next], entry) < 0; next++)
            {
                merged.Add(own[next]);
            }

            merged.Add(entry);
        }

        merged.AddRange(own.AsSpan(next));
        return [.. merged];
    }

    private static int Compare(Entry left, Entry right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is not 0 and var order ? order : string.CompareOrdinal(left.Name, right.Name);

    private sealed record Entry(string Namespace, string Name, T Value, SourceSpan Span);
}
