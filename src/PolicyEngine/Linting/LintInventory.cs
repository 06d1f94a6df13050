using PolicyEngine.Model;

namespace PolicyEngine.Linting;

/// <summary>What an input holds for rules to look at.</summary>
internal static class LintInventory
{
    private static readonly (LintNeeds Need, string Words)[] s_needs =
    [
        (LintNeeds.Policies, "policies"),
        (LintNeeds.Workloads, "pods or workloads"),
        (LintNeeds.Services, "services"),
        (LintNeeds.Nodes, "nodes"),
        (LintNeeds.Pools, "address pools"),
        (LintNeeds.Namespaces, "namespaces"),
        (LintNeeds.Text, "text that was kept"),
        (LintNeeds.Before, "earlier state to compare with"),
        (LintNeeds.Targets, "targets that it is rendered for"),
    ];

    public static LintNeeds Of(LoadResult input, LoadResult? before, LintOptions options)
    {
        PolicyModel model = input.Snapshot.Model;
        return Has(LintNeeds.Policies, !model.Policies.IsEmpty)
            | Has(LintNeeds.Workloads, model.Endpoints.Any(endpoint => endpoint.Kind != EndpointKind.HostEndpoint))
            | Has(LintNeeds.Services, !model.Services.IsEmpty)
            | Has(LintNeeds.Nodes, !model.Nodes.IsEmpty)
            | Has(LintNeeds.Pools, !model.IpPools.IsEmpty)
            | Has(LintNeeds.Namespaces, model.Namespaces.Any(@namespace => @namespace.IsDeclared))
            | Has(LintNeeds.Text, input.Kept is { Texts.IsEmpty: false })
            | Has(LintNeeds.Before, before is not null)
            | Has(LintNeeds.Targets, !options.RenderFor.IsEmpty);
    }

    /// <summary>The words for what is needed.</summary>
    public static IEnumerable<string> Words(LintNeeds needed) => s_needs.Where(need => needed.HasFlag(need.Need)).Select(need => need.Words);

    private static LintNeeds Has(LintNeeds need, bool holds) => holds ? need : LintNeeds.None;
}
