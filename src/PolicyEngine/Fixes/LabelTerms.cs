using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;

namespace PolicyEngine.Fixes;

/// <summary>Finds labels that name endpoints and, where labels can tell, no others.</summary>
internal static class LabelTerms
{
    // They change with every roll-out of the same pods.
    private static readonly string[] s_ofRollOuts = ["pod-template-hash", "controller-revision-hash", "pod-template-generation", "controller-uid", "batch.kubernetes.io/controller-uid"];

    /// <summary>The fewest terms that name the endpoints as narrowly as their labels allow.</summary>
    public static ImmutableArray<LabelTerm> Of(IReadOnlyCollection<Endpoint> endpoints, PolicyModel model)
    {
        var terms = new List<LabelTerm>();
        foreach (IGrouping<string, Endpoint> neighbours in endpoints.GroupBy(endpoint => endpoint.Namespace, StringComparer.Ordinal))
        {
            LabelTerm[] each = [.. neighbours.Select(Of).Distinct()];
            var common = new LabelTerm(neighbours.Key, [.. each[0].Labels.Where(label => each.All(other => other.Labels.Contains(label)))]);
            HashSet<Endpoint> meant = [.. neighbours];
            bool isExact = model.Endpoints
                .Where(endpoint => endpoint.Namespace == neighbours.Key && endpoint.IsGoverned && common.Matches(endpoint.Labels))
                .All(meant.Contains);
            terms.AddRange(isExact ? [common] : each);
        }

        return [.. terms];
    }

    /// <summary>An endpoint by all labels that are its own.</summary>
    public static LabelTerm Of(Endpoint endpoint) => new(
        endpoint.Namespace,
        [.. endpoint.Labels.Where(label => IsOwn(label.Key)).OrderBy(label => label.Key, StringComparer.Ordinal)]);

    private static bool IsOwn(string label) =>
        !label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)
        && !label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal)
        && !label.StartsWith("projectcalico.org/", StringComparison.Ordinal)
        && !s_ofRollOuts.Contains(label, StringComparer.Ordinal);
}
