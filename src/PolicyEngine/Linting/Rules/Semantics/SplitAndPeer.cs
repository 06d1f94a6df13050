using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2004: two items of a list of peers that look as if they were meant to be one.</summary>
internal sealed class SplitAndPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2004", "split-and-peer", Severity.Warning, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "namespace selector and pod selector are two peers",
        Precision = LintPrecision.Medium,
        Explanation = """
            Items of `from` and `to` are alternatives. An item with a `namespaceSelector` and, behind it, one with a `podSelector`
            mean: all pods of those namespaces, and besides them such pods of the policy's own namespace. Pods with these labels
            in those namespaces are one item with both selectors; the fix, which `--fix-suggested` carries out, takes the second dash away.
            It allows less than before.

            A comment or an empty line between the items shows that two are meant, as does an empty `podSelector`. Where the input
            has the pods, the rule is silent if the two as one would match nothing and the second matches something.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web-from-ops, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
              - from:
                - namespaceSelector:
                    matchLabels: {role: ops}
                - podSelector:
                    matchLabels: {app: prometheus}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web-from-ops, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
              - from:
                - namespaceSelector:
                    matchLabels: {role: ops}
                  podSelector:
                    matchLabels: {app: prometheus}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.Name.IsAdditive))
        {
            foreach (WrittenRule rule in context.WrittenRulesOf(policy).Where(rule => policy.Governs.HasFlag(rule.Direction)))
            {
                string field = rule.Direction == Directions.Ingress ? "from" : "to";
                if (rule.Node[field] is not SequenceNode peers)
                {
                    continue;
                }

                for (int place = 1; place < peers.Items.Length; place++)
                {
                    if (IsOnly(peers.Items[place - 1], "namespaceSelector") is { } namespaces
                        && IsOnly(peers.Items[place], "podSelector") is { Entries.IsEmpty: false } pods
                        && !AreApart(context, peers.Items[place])
                        && !AreMeantApart(context, policy, namespaces, pods))
                    {
                        string path = string.Create(CultureInfo.InvariantCulture, $"{rule.Path}.{field}[{place}]");
                        yield return Descriptor.At(
                            LintTarget.Of(policy).In(peers.Items[place].Span, path),
                            $"the `podSelector` is a peer of its own beside the `namespaceSelector` before it: it allows pods of namespace `{policy.Name.Namespace}`, and the other allows every pod of its namespaces") with
                        {
                            Hint = "write both selectors in one item, or an empty line between the two",
                            Related = [new RelatedPlace(peers.Items[place - 1].Span, "the `namespaceSelector`")],
                            Fix = Merge(context, peers.Items[place - 1], peers.Items[place]),
                        };
                    }
                }
            }
        }
    }

    private static MappingNode? IsOnly(DocumentNode item, string field) =>
        item is MappingNode { Entries: [var entry] } && entry.Key.Text == field ? entry.Value as MappingNode : null;

    /// <summary>Whether a comment or an empty line stands before an item.</summary>
    private static bool AreApart(LintContext context, DocumentNode item)
    {
        int before = item.Span.Line - 1;
        return context.TextOf(item.Span.File) is { } text && before >= 1 && before <= text.Lines.Count
            && text.Lines[before - 1].AsSpan().TrimStart() is var line && (line.IsEmpty || line[0] == '#');
    }

    /// <summary>Whether the pods there are show that the two are meant as they stand.</summary>
    private static bool AreMeantApart(LintContext context, Policy policy, MappingNode namespaces, MappingNode pods)
    {
        if (SimpleSelector(pods, "") is not { } which || SimpleSelector(namespaces, CalicoLabels.NamespacePrefix) is not { } where)
        {
            return false;
        }

        Selector own = Selector.And(which, CalicoLabels.InNamespace(policy.Name.Namespace));
        return context.EndpointsOf(own) is { IsEmpty: false } && context.EndpointsOf(Selector.And(which, Selector.And(where, CalicoLabels.IsNamespaced))).IsEmpty;
    }

    /// <summary>The selector, where it is made of `matchLabels`; null for others.</summary>
    private static Selector? SimpleSelector(MappingNode node, string prefix)
    {
        if (node.Entries.IsEmpty)
        {
            return Selector.All;
        }

        return node is { Entries: [{ Key.Text: "matchLabels", Value: MappingNode labels }] } && labels.Entries.All(label => LabelSyntax.IsKey(label.Key.Text) && label.Value is ScalarNode)
            ? Selector.And([.. labels.Entries.Select(label => Selector.LabelEquals(prefix + label.Key.Text, ((ScalarNode)label.Value).Text))])
            : null;
    }

    /// <summary>Takes the second dash away, where both items begin with their key behind a dash in a line of their own and in one column.</summary>
    private static LintFix? Merge(LintContext context, DocumentNode first, DocumentNode second)
    {
        if (DashBefore(context, first, "namespaceSelector:") is null || DashBefore(context, second, "podSelector:") is not { } dash || first.Span.Column != second.Span.Column)
        {
            return null;
        }

        return new LintFix("make the two selectors one peer", [new TextEdit(second.Span with { Column = dash }, second.Span.Line, dash + 1, " ")])
        {
            ChangesMeaning = true,
        };
    }

    /// <summary>The column of an item's dash; null where more than a dash and spaces stands before the key, or another than the key follows.</summary>
    private static int? DashBefore(LintContext context, DocumentNode item, string key)
    {
        if (context.TextOf(item.Span.File) is not { } text || item.Span.Line > text.Lines.Count || item.Span.Column - 1 > text.Lines[item.Span.Line - 1].Length)
        {
            return null;
        }

        string line = text.Lines[item.Span.Line - 1];
        int start = item.Span.Column - 1;
        return line.AsSpan(0, start).Trim(' ') is "-" && line.AsSpan(start).StartsWith(key) ? line.IndexOf('-', StringComparison.Ordinal) + 1 : null;
    }
}
