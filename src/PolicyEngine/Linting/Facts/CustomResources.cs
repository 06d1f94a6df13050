using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// The labels of custom resources. Their controllers may make pods with such labels, as Prometheus' operator does of a
/// <c>Prometheus</c>.
/// </summary>
internal sealed class CustomResources
{
    private readonly LabelSet[] _labels;

    public CustomResources(LintContext context)
    {
        Dictionary<string, Namespace> namespaces = new(StringComparer.Ordinal);
        foreach (Namespace @namespace in context.Model.Namespaces)
        {
            namespaces.TryAdd(@namespace.Name, @namespace);
        }

        _labels = [.. context.Objects
            .Where(entry => IsCustom(entry.Header.Group))
            .SelectMany(entry => LabelsIn(entry.Root).Select(labels => Effective(labels, namespaces.GetValueOrDefault(NamespaceOf(context, entry.Header)), NamespaceOf(context, entry.Header))))
            .Distinct()];
    }

    /// <summary>Whether a selector would hold for a pod with the labels of one of them.</summary>
    public bool MayBeMeantBy(Selector selector) => _labels.Any(selector.Matches);

    private static bool IsCustom(string group) =>
        group.Contains('.', StringComparison.Ordinal) && !group.EndsWith(".k8s.io", StringComparison.Ordinal) && !group.EndsWith("projectcalico.org", StringComparison.Ordinal);

    private static string NamespaceOf(LintContext context, ObjectHeader header) => header.Namespace.Length > 0 ? header.Namespace : context.Snapshot.DefaultNamespace;

    private static IEnumerable<MappingNode> LabelsIn(MappingNode root)
    {
        var spec = root["spec"] as MappingNode;
        DocumentNode?[] metadata = [root["metadata"], spec?["podMetadata"], (spec?["template"] as MappingNode)?["metadata"], (spec?["podTemplate"] as MappingNode)?["metadata"]];
        return metadata.Select(node => (node as MappingNode)?["labels"]).OfType<MappingNode>();
    }

    private static LabelSet Effective(MappingNode labels, Namespace? @namespace, string name) => LabelSet.Create(
    [
        .. (@namespace?.Labels ?? LabelSet.Empty).Select(label => new KeyValuePair<string, string>(CalicoLabels.NamespacePrefix + label.Key, label.Value)),
        .. labels.Entries.Where(entry => entry.Value is ScalarNode).Select(entry => new KeyValuePair<string, string>(entry.Key.Text, ((ScalarNode)entry.Value).Text)),
        new(CalicoLabels.Namespace, name),
        new(CalicoLabels.Orchestrator, "k8s"),
    ]);
}
