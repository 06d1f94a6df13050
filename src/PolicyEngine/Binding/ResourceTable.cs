using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Collections;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>
/// The objects of one kind by namespace and name. An object given again replaces the earlier one, with a diagnostic. A table
/// may lie over another one, whose objects it replaces and removes without changing it.
/// </summary>
internal sealed class ResourceTable<T> : IResourceTable
{
    // What changes one object in so many copies less than all of them.
    private const int FewOutOf = 16;

    private static readonly IComparer<(string Namespace, string Name)> s_order = Comparer<(string Namespace, string Name)>.Create(Compare);

    private readonly string _kind;
    private readonly DiagnosticBag _diagnostics;
    private readonly Func<T, string>? _nameOf;
    private readonly bool _isFirst;
    private readonly SortedTable<(string Namespace, string Name), Entry> _below;

    // Most tables over others change nothing.
    private Dictionary<(string Namespace, string Name), Entry>? _entries;
    private HashSet<(string Namespace, string Name)>? _removed;
    private SortedTable<(string Namespace, string Name), Entry>? _all;

    public ResourceTable(string kind, DiagnosticBag diagnostics, ResourceTable<T>? basis = null, Func<T, string>? nameOf = null)
    {
        (_kind, _diagnostics, _nameOf, _isFirst) = (kind, diagnostics, nameOf, basis is null);
        _below = basis?.All ?? SortedTable<(string, string), Entry>.Empty(s_order);
    }

    /// <summary>The objects by namespace and name, so that nothing depends on the order of the input.</summary>
    public IEnumerable<T> Values => All.Select(entry => entry.Value.Value);

    public IEnumerable<(string Namespace, string Name)> Names => All.Select(entry => entry.Key);

    /// <summary>Whether it is another than the one it lies over.</summary>
    public bool IsChanged => _isFirst || _entries is { Count: > 0 } || _removed is { Count: > 0 };

    /// <summary>Whether an object was given twice here, or refused.</summary>
    public bool HasLost { get; private set; }

    /// <summary>The names of what is other than in the table it lies over, by namespace and name.</summary>
    public IReadOnlyCollection<(string Namespace, string Name)> Changed => (_entries, _removed) switch
    {
        (null, null) => Array.Empty<(string, string)>(),
        (null, _) => _removed,
        (_, null) => _entries.Keys,
        _ => [.. _entries.Keys.Union(_removed)],
    };

    /// <summary>The objects given here, not those below, by namespace and name.</summary>
    public IEnumerable<T> Own => SortedOwn().Select(entry => entry.Value.Value);

    /// <summary>The objects below that are replaced or removed here.</summary>
    public IEnumerable<T> Gone
    {
        get
        {
            foreach ((string Namespace, string Name) key in Changed)
            {
                if (_below.TryGet(key, out Entry? entry))
                {
                    yield return entry.Value;
                }
            }
        }
    }

    private SortedTable<(string Namespace, string Name), Entry> All => _all ??= Merge();

    public void Add(string @namespace, string name, SourceSpan span, T value)
    {
        _entries ??= [];
        if (_entries.TryGetValue((@namespace, name), out Entry? earlier))
        {
            HasLost = true;
            string displayed = _nameOf?.Invoke(value) ?? (@namespace.Length == 0 ? name : $"{@namespace}/{name}");
            _diagnostics.Add(BindingDiagnostics.DuplicateObject, span, $"{_kind} `{displayed}` is already given at {earlier.Span}", other: earlier.Span);
        }

        _entries[(@namespace, name)] = new Entry(value, span);
        _all = null;
    }

    /// <summary>Takes an object away; false where there is none.</summary>
    public bool Remove(string @namespace, string name)
    {
        HasLost = true;
        if (!TryGet(@namespace, name, out _))
        {
            return false;
        }

        _entries?.Remove((@namespace, name));
        (_removed ??= []).Add((@namespace, name));
        _all = null;
        return true;
    }

    public void RemoveFrom(IReadOnlySet<string> files)
    {
        _removed = [.. _below.Where(entry => files.Contains(entry.Value.Span.File)).Select(entry => entry.Key)];
        _all = null;
    }

    public bool ReplacesOutside(IReadOnlySet<string> files) => Changed.Any(key => _below.TryGet(key, out Entry? entry) && !files.Contains(entry.Span.File));

    public bool TryGet(string @namespace, string name, [MaybeNullWhen(false)] out T value)
    {
        Entry? entry = null;
        bool isThere = _entries?.TryGetValue((@namespace, name), out entry) == true
            || (_removed?.Contains((@namespace, name)) != true && _below.TryGet((@namespace, name), out entry));
        value = isThere ? entry!.Value : default;
        return isThere;
    }

    /// <summary>An object of the table below, whatever became of it; the default where there was none.</summary>
    public T? Before(string @namespace, string name) => _below.TryGet((@namespace, name), out Entry? entry) ? entry.Value : default;

    /// <summary>The objects of a namespace by name, from a name on.</summary>
    public IEnumerable<T> In(string @namespace, string from = "") => All.From((@namespace, from)).TakeWhile(entry => entry.Key.Namespace == @namespace).Select(entry => entry.Value.Value);

    private SortedTable<(string Namespace, string Name), Entry> Merge()
    {
        if (_entries is null && _removed is null)
        {
            return _below;
        }

        if (Changed.Count * FewOutOf < _below.Count)
        {
            SortedTable<(string Namespace, string Name), Entry> left = _removed?.Aggregate(_below, (table, key) => table.Without(key)) ?? _below;
            return _entries?.Aggregate(left, (table, entry) => table.With(entry.Key, entry.Value)) ?? left;
        }

        HashSet<(string Namespace, string Name)> changed = [.. Changed];
        KeyValuePair<(string Namespace, string Name), Entry>[] all = [.. _below.Where(entry => !changed.Contains(entry.Key)), .. _entries ?? []];
        Array.Sort(all, CompareEntries);
        return SortedTable<(string Namespace, string Name), Entry>.Of(all, s_order);
    }

    private KeyValuePair<(string Namespace, string Name), Entry>[] SortedOwn()
    {
        KeyValuePair<(string Namespace, string Name), Entry>[] own = [.. _entries ?? []];
        Array.Sort(own, CompareEntries);
        return own;
    }

    private static int CompareEntries(KeyValuePair<(string Namespace, string Name), Entry> left, KeyValuePair<(string Namespace, string Name), Entry> right) => Compare(left.Key, right.Key);

    private static int Compare((string Namespace, string Name) left, (string Namespace, string Name) right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is not 0 and var order ? order : string.CompareOrdinal(left.Name, right.Name);

    private sealed record Entry(T Value, SourceSpan Span);
}
