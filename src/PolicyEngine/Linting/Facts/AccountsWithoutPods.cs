using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>Tells of peers that are chosen by their service account whether any pod runs as such an account.</summary>
internal static class AccountsWithoutPods
{
    /// <summary>Whether a selector asks for service accounts, of some namespace or of any, that nothing of the input runs as.</summary>
    public static bool AreAskedForBy(Selector selector, LintContext context)
    {
        LabelRequirement[] required = [.. selector.Requirements.Where(requirement => IsOfAccounts(requirement.Label) || EmptySelectors.IsOfNamespaces(requirement.Label))];
        return required.Any(requirement => requirement.MustBePresent && IsOfAccounts(requirement.Label))
            && !context.Model.Endpoints.Where(endpoint => endpoint.LendsLabels && !endpoint.IsMissing).Any(endpoint => Fit(endpoint.Labels))
            && !context.Model.NetworkSets.Any(set => Fit(set.Labels));

        bool Fit(LabelSet labels) => required.All(requirement => LabelMismatch.Of(requirement, labels) is null);
    }

    private static bool IsOfAccounts(string label) => label == CalicoLabels.ServiceAccount || label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal);
}
