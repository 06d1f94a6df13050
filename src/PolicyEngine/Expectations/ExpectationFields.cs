using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>Reads the keys of one mapping strictly: each value must have its type, and each key must be asked for. Null counts as absent.</summary>
internal sealed class ExpectationFields(MappingNode node, string name, DiagnosticBag diagnostics)
{
    private readonly List<string> _known = [];

    public SourceSpan Span => node.Span;

    /// <summary>Whether anything was wrong.</summary>
    public bool HasFailed { get; private set; }

    public DocumentNode? Value(string key)
    {
        _known.Add(key);
        return node[key] is { } value and not ScalarNode { Kind: ScalarKind.Null } ? value : null;
    }

    /// <summary>A single value of any type, as written.</summary>
    public ScalarNode? Scalar(string key)
    {
        DocumentNode? value = Value(key);
        if (value is null or ScalarNode)
        {
            return (ScalarNode?)value;
        }

        WrongType(key, value, "a single value");
        return null;
    }

    /// <summary>A string; empty where it is absent.</summary>
    public string Text(string key) => Scalar(key)?.Text ?? "";

    /// <summary>One value, or a list of them.</summary>
    public ImmutableArray<ScalarNode> Scalars(string key)
    {
        switch (Value(key))
        {
            case null:
                return [];
            case ScalarNode one:
                return [one];
            case SequenceNode many:
                foreach (DocumentNode item in many.Items.Where(item => item is not ScalarNode { Kind: not ScalarKind.Null }))
                {
                    WrongType(key, item, "a single value");
                }

                return [.. many.Items.OfType<ScalarNode>().Where(item => item.Kind != ScalarKind.Null)];
            case { } other:
                WrongType(key, other, "a value or a list of values");
                return [];
        }
    }

    /// <summary>The mappings of a list; null where it is absent.</summary>
    public ImmutableArray<MappingNode>? Mappings(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case SequenceNode list:
                foreach (DocumentNode item in list.Items.Where(item => item is not MappingNode))
                {
                    WrongType(key, item, "a mapping");
                }

                return [.. list.Items.OfType<MappingNode>()];
            case { } other:
                WrongType(key, other, "a list");
                return [];
        }
    }

    /// <summary>Takes over that something within was wrong.</summary>
    public void MarkFailed() => HasFailed = true;

    public void Fail(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null)
    {
        HasFailed = true;
        diagnostics.Add(descriptor, span, message, hint);
    }

    /// <summary>Reports every key that was not asked for, with the nearest one that was. To be called when all are read.</summary>
    public void RejectUnknownKeys()
    {
        // Which of two values was meant nobody knows; the reader of the document has reported it.
        HasFailed |= node.RepeatsKey;
        foreach (MappingEntry entry in node.Entries.Where(entry => !_known.Contains(entry.Key.Text, StringComparer.Ordinal)))
        {
            string? nearest = NearestName.Of(entry.Key.Text, _known);
            Fail(
                ExpectationDiagnostics.UnknownKey,
                entry.Key.Span,
                $"{name} has no key {MessageText.Quote(entry.Key.Text)}",
                nearest is null ? $"it has {string.Join(", ", _known)}" : $"did you mean `{nearest}`?");
        }
    }

    private void WrongType(string key, DocumentNode value, string expected) =>
        Fail(ExpectationDiagnostics.WrongType, value.Span, $"`{key}` is {value.Describe()}, expected {expected}");
}
