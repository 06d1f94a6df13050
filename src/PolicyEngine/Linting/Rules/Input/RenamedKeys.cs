using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>Tries what objects would be if one of their keys had another name. Not thread-safe: one rule asks it.</summary>
internal sealed class RenamedKeys(LintContext context)
{
    // Each trial reads the whole object: input may have a misspelt key in every line.
    private const int TrialsPerDocument = 8;

    private readonly Dictionary<MappingNode, (ImmutableArray<Diagnostic> Told, int Trials)> _tried = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Whether all that is told of the object stays the same, but for what is told of the key; false without a trial where many keys of the object have
    /// been tried.
    /// </summary>
    public bool IsSafe(WrittenPlace place, string name)
    {
        if (place is not { Document: { } document, Scalar: { } key })
        {
            return false;
        }

        (ImmutableArray<Diagnostic> told, int trials) = _tried.TryGetValue(document, out (ImmutableArray<Diagnostic> Told, int Trials) known) ? known : (Told(document), 0);
        _tried[document] = (told, trials + 1);
        return trials < TrialsPerDocument && told.Where(diagnostic => diagnostic.Span != key.Span).SequenceEqual(Told((MappingNode)Rename(document, key, name)));
    }

    private ImmutableArray<Diagnostic> Told(MappingNode document)
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
            Overridden = mapping.Overridden,
        },
        SequenceNode sequence => new SequenceNode(
            sequence.Span.File, sequence.Span.Line, sequence.Span.Column, [.. sequence.Items.Select(item => Rename(item, key, name))]),
        _ => node,
    };
}
