using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>Finds out what stands at a place of the input: in which object, and which way leads to it.</summary>
internal sealed class WrittenPlaces(ImmutableArray<MappingNode> documents, ImmutableArray<Policy> policies, Func<string, InputText?> textOf)
{
    private const string DocumentMark = "---";

    private readonly FrozenDictionary<string, MappingNode[]> _byFile = documents
        .GroupBy(document => document.Span.File, StringComparer.Ordinal)
        .ToFrozenDictionary(
            file => file.Key,
            file => (MappingNode[])[.. file.OrderBy(document => document.Span.Line).ThenBy(document => document.Span.Column)],
            StringComparer.Ordinal);

    private readonly FrozenDictionary<SourceSpan, Policy> _policies = policies.DistinctBy(policy => policy.Span).ToFrozenDictionary(policy => policy.Span);

    /// <summary>What stands at a place.</summary>
    /// <param name="span">The place.</param>
    /// <param name="prefersKeys">Whether a key is meant, and not the mapping that begins with it.</param>
    public WrittenPlace At(SourceSpan span, bool prefersKeys = false)
    {
        if (DocumentBefore(span) is not { } document)
        {
            return new WrittenPlace(_policies.TryGetValue(span, out Policy? policy) ? LintTarget.Of(policy) : new LintTarget("", "", span), null, null);
        }

        var steps = new Stack<string>();
        DocumentNode? found = Find(document, span, prefersKeys, steps) ?? Find(document, span, !prefersKeys, steps);
        return found is null && IsAfterMark(document, span)
            ? new WrittenPlace(new LintTarget("", "", span), null, null)
            : new WrittenPlace(TargetOf(document) with { Span = span, Path = string.Concat(steps).TrimStart('.') }, document, found as ScalarNode);
    }

    private LintTarget TargetOf(MappingNode document)
    {
        if (_policies.TryGetValue(document.Span, out Policy? policy) && policy.Name.Kind != PolicyKind.NotUnderstood)
        {
            return LintTarget.Of(policy);
        }

        ObjectHeader header = ObjectHeader.Of(document);
        return header.Kind.Length == 0 ? new LintTarget("", header.Namespace, document.Span) : LintTarget.Of(header.Kind, header.Namespace, header.Name, document.Span);
    }

    private MappingNode? DocumentBefore(SourceSpan span)
    {
        if (!_byFile.TryGetValue(span.File, out MappingNode[]? all))
        {
            return null;
        }

        int low = 0;
        int high = all.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            SourceSpan start = all[middle].Span;
            (low, high) = (start.Line, start.Column).CompareTo((span.Line, span.Column)) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : all[low - 1];
    }

    /// <summary>Whether the place is in a later document, which could not be read.</summary>
    private bool IsAfterMark(MappingNode document, SourceSpan span)
    {
        if (textOf(span.File) is not { } text)
        {
            return true;
        }

        for (int line = document.Span.Line; line < Math.Min(span.Line, text.Lines.Count); line++)
        {
            if (text.Lines[line].StartsWith(DocumentMark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The outermost value, or key, that begins at a place; the way to it is left in the steps.</summary>
    private static DocumentNode? Find(DocumentNode node, SourceSpan span, bool asKey, Stack<string> steps)
    {
        if (!asKey && node.Span == span)
        {
            return node;
        }

        switch (node)
        {
            case MappingNode mapping:
                foreach (MappingEntry entry in mapping.Entries)
                {
                    if ((asKey && entry.Key.Span == span ? entry.Key : Find(entry.Value, span, asKey, steps)) is { } found)
                    {
                        steps.Push($".{entry.Key.Text}");
                        return found;
                    }
                }

                return null;
            case SequenceNode sequence:
                for (int index = 0; index < sequence.Items.Length; index++)
                {
                    if (Find(sequence.Items[index], span, asKey, steps) is { } found)
                    {
                        steps.Push(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
                        return found;
                    }
                }

                return null;
            default:
                return null;
        }
    }
}
