using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>Which selectors hold for nothing, as far as the input can tell.</summary>
internal sealed class EmptySelectors
{
    private readonly LintContext _context;
    private readonly Lazy<CustomResources> _custom;

    // One set of labels for each namespace that has pods: with the namespace's own labels among them.
    private readonly LabelSet[] _populated;

    public EmptySelectors(LintContext context)
    {
        _context = context;
        _custom = new Lazy<CustomResources>(() => new CustomResources(context));
        _populated = [.. context.Model.Endpoints.Where(endpoint => endpoint.Namespace.Length > 0).DistinctBy(endpoint => endpoint.Namespace, StringComparer.Ordinal).Select(endpoint => endpoint.Labels)];
    }

    /// <summary>Whether a selector holds for no pod, whether policy governs it or not, and for nothing that pods may be made of.</summary>
    public bool HoldsForNothing(Selector selector) =>
        _context.EndpointsOf(selector).IsEmpty && _context.Facts.UngovernedOf(selector).IsEmpty && !_custom.Value.MayBeMeantBy(selector);

    /// <summary>
    /// Whether a peer's selector holds for nothing, network sets included. Not known of namespaces that have no pods in the
    /// input, unless the input is a whole cluster, which nodes show.
    /// </summary>
    public bool PeerHoldsForNothing(Selector selector) =>
        HoldsForNothing(selector)
        && !_context.Model.NetworkSets.Any(set => selector.Matches(set.Labels))
        && (!_context.Model.Nodes.IsEmpty || _populated.Any(labels => IsWhere(selector, labels)));

    private static bool IsWhere(Selector selector, LabelSet labels) =>
        selector.Requirements.All(requirement => !IsOfNamespaces(requirement.Label) || LabelMismatch.Of(requirement, labels) is null);

    /// <summary>Whether a label is about where something is, and not what.</summary>
    public static bool IsOfNamespaces(string label) => label is CalicoLabels.Namespace or CalicoLabels.Orchestrator || label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal);
}
