using PolicyEngine.Documents;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>Reads label maps; equal maps become one object, since a large cluster has few distinct ones.</summary>
internal sealed class LabelReader(DiagnosticBag diagnostics)
{
    private readonly Dictionary<LabelSet, LabelSet> _interned = [];

    public LabelSet Read(DocumentNode? node, string path)
    {
        switch (node)
        {
            case null or ScalarNode { Kind: ScalarKind.Null }:
                return LabelSet.Empty;
            case MappingNode mapping:
                return Intern(LabelSet.Create(Pairs(mapping, path)));
            default:
                diagnostics.Add(BindingDiagnostics.WrongType, node.Span, $"`{path}` is {node.Describe()}, expected a mapping");
                return LabelSet.Empty;
        }
    }

    public LabelSet Intern(LabelSet labels)
    {
        if (_interned.TryGetValue(labels, out LabelSet? known))
        {
            return known;
        }

        _interned.Add(labels, labels);
        return labels;
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs(MappingNode mapping, string path)
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (entry.Key.Kind == ScalarKind.Boolean)
            {
                diagnostics.Add(
                    BindingDiagnostics.InvalidLabel, entry.Key.Span, $"label key `{entry.Key.Text}` of `{path}` is read as a boolean", $"write `\"{entry.Key.Text}\"`");
            }

            if (entry.Value is ScalarNode { Kind: ScalarKind.String or ScalarKind.Null } scalar)
            {
                yield return new(entry.Key.Text, scalar.Kind == ScalarKind.Null ? "" : scalar.Text);
                continue;
            }

            diagnostics.Add(
                BindingDiagnostics.InvalidLabel, entry.Value.Span, $"label `{entry.Key.Text}` of `{path}` is {entry.Value.Describe()}, expected a string");
            if (entry.Value is ScalarNode other)
            {
                yield return new(entry.Key.Text, TextOf(other));
            }
        }
    }

    /// <summary>What readers that do accept such a label make of it: the resolved boolean, and everything else as written.</summary>
    private static string TextOf(ScalarNode scalar) =>
        scalar.Kind == ScalarKind.Boolean ? (Nodes.IsTrue(scalar) ? "true" : "false") : scalar.Text;
}
