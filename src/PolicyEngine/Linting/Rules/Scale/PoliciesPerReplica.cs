using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5007: policies that are written pod by pod.</summary>
internal sealed class PoliciesPerReplica : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5007", "per-pod-policies", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "many policies of one pod each",
        Precision = LintPrecision.High,
        Explanation = """
            Many policies of a namespace each select one pod of a workload that has several. One policy about the workload does with
            fewer. The limit is a parameter (`policiesOfOnePod`, 10 unless given).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        int most = context.Parameters.PoliciesOfOnePod;
        Dictionary<(string, string), int> pods = context.Model.Endpoints
            .Where(endpoint => endpoint is { Kind: EndpointKind.Pod, Workload.Length: > 0 })
            .GroupBy(endpoint => (endpoint.Namespace, endpoint.Workload))
            .ToDictionary(group => group.Key, group => group.Count());
        return context.Policies
            .Where(policy => context.EndpointsOf(policy.Subject) is [{ Kind: EndpointKind.Pod } only] && pods.GetValueOrDefault((only.Namespace, only.Workload)) > 1)
            .GroupBy(policy => policy.Name.Namespace, StringComparer.Ordinal)
            .Where(group => group.Count() > most)
            .Select(group => Descriptor.At(
                LintTarget.Of("Namespace", "", group.Key, group.First().Span),
                string.Create(CultureInfo.InvariantCulture, $"more than {most} policies of namespace `{group.Key}` each select one pod of a workload that has several")) with
            {
                Hint = "select the workloads' pods by the labels they share",
            });
    }
}
