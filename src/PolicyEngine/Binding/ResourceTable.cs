using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>The objects of one kind by namespace and name. An object given again replaces the earlier one, with a diagnostic.</summary>
internal sealed class ResourceTable<T>(string kind, DiagnosticBag diagnostics)
{
    private readonly Dictionary<(string Namespace, string Name), Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>The objects by namespace and name, so that nothing depends on the order of the input.</summary>
    public IEnumerable<T> Values => _entries.Values
        .OrderBy(entry => entry.Namespace, StringComparer.Ordinal)
        .ThenBy(entry => entry.Name, StringComparer.Ordinal)
        .Select(entry => entry.Value);

    public void Add(string @namespace, string name, SourceSpan span, T value)
    {
        if (_entries.TryGetValue((@namespace, name), out Entry? earlier))
        {
            string displayed = @namespace.Length == 0 ? name : $"{@namespace}/{name}";
            diagnostics.Add(BindingDiagnostics.DuplicateObject, span, $"{kind} `{displayed}` is already given at {earlier.Span}");
        }

        _entries[(@namespace, name)] = new Entry(@namespace, name, value, span);
    }

    public bool TryGet(string @namespace, string name, [MaybeNullWhen(false)] out T value)
    {
        bool found = _entries.TryGetValue((@namespace, name), out Entry? entry);
        value = found ? entry!.Value : default;
        return found;
    }

    private sealed record Entry(string Namespace, string Name, T Value, SourceSpan Span);
}
