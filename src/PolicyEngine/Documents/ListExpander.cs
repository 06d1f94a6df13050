using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>Puts the items of lists in the place of the lists.</summary>
internal sealed class ListExpander(InputDiagnostics diagnostics)
{
    /// <summary>Adds the objects that a document stands for. Recursion is bounded by the depth of the document.</summary>
    public void Expand(DocumentNode root, Queue<MappingNode> objects)
    {
        if (root is SequenceNode documents)
        {
            for (int i = 0; i < documents.Items.Length; i++)
            {
                ExpandItem(documents.Items[i], i, "", default, objects);
            }
        }
        else if (root is MappingNode mapping)
        {
            ExpandMapping(mapping, objects);
        }
        else
        {
            TextPosition at = new(root.Span.Line, root.Span.Column);
            diagnostics.Report(ReadingDiagnostics.NotAnObject, at, $"the document is {root.Describe()}, expected a mapping");
        }
    }

    /// <summary>Adds the objects that an item of a list stands for.</summary>
    public void ExpandItem(DocumentNode item, int index, string path, ListHeader header, Queue<MappingNode> objects)
    {
        if (item is MappingNode mapping)
        {
            Expand(header.Complete(mapping), objects);
            return;
        }

        diagnostics.Report(
            ReadingDiagnostics.FaultyListItem,
            new TextPosition(item.Span.Line, item.Span.Column),
            string.Create(CultureInfo.InvariantCulture, $"`{path}[{index}]` is {item.Describe()}, expected a mapping"));
    }

    /// <summary>
    /// Counts a list as lost where it says twice what it is or what is in it, as where `---` is missing before or behind it: of two lists, or of a list and
    /// an object, the later one takes the place of the other, key by key.
    /// </summary>
    public void Doubt(MappingNode root)
    {
        if (root.Overridden.FirstOrDefault(entry => entry.Key.Text is "items" or "kind" or "apiVersion") is { Key: { } key } && HoldsItems(root))
        {
            diagnostics.Lose(new TextPosition(key.Span.Line, key.Span.Column), $"a list gives `{key.Text}` twice");
        }
    }

    private static bool HoldsItems(MappingNode root) =>
        root.Entries.Concat(root.Overridden).Any(entry => entry is { Key.Text: "items", Value: SequenceNode })
        && (ListHeader.Of(root).IsList || root.Overridden.Any(entry => entry is { Key.Text: "kind", Value: ScalarNode kind } && new ListHeader(kind.Text, null).IsList));

    private void ExpandMapping(MappingNode mapping, Queue<MappingNode> objects)
    {
        Doubt(mapping);
        ListHeader header = ListHeader.Of(mapping);
        switch (header.IsList ? mapping["items"] : null)
        {
            case SequenceNode items:
                for (int i = 0; i < items.Items.Length; i++)
                {
                    ExpandItem(items.Items[i], i, "items", header, objects);
                }

                break;
            case ScalarNode { Kind: ScalarKind.Null } when header.Kind is not null:
                // Go writes an empty list as `items: null`; it stands for nothing.
                break;
            default:
                objects.Enqueue(mapping);
                break;
        }
    }
}
