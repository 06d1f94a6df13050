using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>Tries what an object would be if one of its keys had another name.</summary>
internal static class RenamedKey
{
    /// <summary>Whether all that is told of the object stays the same, but for what is told of the key.</summary>
    public static bool IsSafe(LintContext context, WrittenPlace place, string name)
    {
        if (place is not { Document: { } document, Scalar: { } key })
        {
            return false;
        }

        IEnumerable<Diagnostic> before = Told(context, document).Where(diagnostic => diagnostic.Span != key.Span);
        return before.SequenceEqual(Told(context, (MappingNode)Rename(document, key, name)));
    }

    private static ImmutableArray<Diagnostic> Told(LintContext context, MappingNode document)
    {
        var bag = new DiagnosticBag(ReadLimits.Default.MaxDiagnosticsPerFile);
        new PolicyBinder(context.Snapshot.DefaultNamespace, context.Model.Profile, bag).Bind(document);
        return bag.ToImmutable();
    }

    /// <summary>The tree with the key renamed. Recursion is bounded by the depth of documents.</summary>
    private static DocumentNode Rename(DocumentNode node, ScalarNode key, string name) => node switch
    {
        MappingNode mapping => new MappingNode(
            mapping.Span.File,
            mapping.Span.Line,
            mapping.Span.Column,
            [.. mapping.Entries.Select(entry => new MappingEntry(
                ReferenceEquals(entry.Key, key) ? new ScalarNode(key.Span.File, key.Span.Line, key.Span.Column, name, key.Kind) : entry.Key,
                Rename(entry.Value, key, name)))])
        {
            RepeatsKey = mapping.RepeatsKey,
        },
        SequenceNode sequence => new SequenceNode(
            sequence.Span.File, sequence.Span.Line, sequence.Span.Column, [.. sequence.Items.Select(item => Rename(item, key, name))]),
        _ => node,
    };
}
