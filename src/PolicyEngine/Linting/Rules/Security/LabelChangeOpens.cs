using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4022: labels that are others than before, and open what policies kept closed.</summary>
internal sealed class LabelChangeOpens : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4022", "label-change-opens", Severity.Warning, LintNeeds.Workloads | LintNeeds.Before)
    {
        Title = "other labels open what policies kept closed",
        Precision = LintPrecision.High,
        SecuritySeverity = 6.5,
        Explanation = """
            Compared with the state before (`--against`), a pod or workload has other labels, of its own, of its namespace or of its service
            account, and something passes that did not. No policy has part in it: it would pass under the policies of before, and
            would not pass if the labels were as before. Most often the labels were those by which a policy chooses its pods.
            Workloads are compared as wholes.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ImmutableDictionary<Endpoint, Endpoint> relabelled = context.Facts.Gained.Relabelled;
        Dictionary<string, Namespace> namespaces = context.Model.Namespaces.ToDictionary(space => space.Name, StringComparer.Ordinal);
        foreach (IGrouping<string, (Gain Gain, LintTarget Target, string Labels)> opened in context.Facts.Gained.ByLabels.Select(Of).GroupBy(entry => entry.Target.ObjectName, StringComparer.Ordinal))
        {
            (Gain gain, LintTarget target, string labels) = opened.First();
            string others = opened.Skip(1).Any() ? $", and {opened.Count() - 1} more" : "";
            yield return Descriptor.At(target, $"other labels of `{target.ObjectName}` ({labels}) let something pass that did not: `{gain.From.Name}` to `{gain.To.Name}` ({gain.Traffic.Describe()}){others}") with
            {
                Hint = "give the labels back, or change the policies that choose by them",
            };
        }

        (Gain Gain, LintTarget Target, string Labels) Of(Gain gain)
        {
            Endpoint endpoint = gain.To.Endpoints.Concat(gain.From.Endpoints).First(relabelled.ContainsKey);
            string[] changed = [.. Changed(relabelled[endpoint].Labels, endpoint.Labels)];
            LintTarget target = Array.TrueForAll(changed, label => label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)) && namespaces.TryGetValue(endpoint.Namespace, out Namespace? space)
                ? LintTarget.Of(space)
                : LintTarget.Of(endpoint);
            return (gain, target, string.Join(", ", changed.Select(label => $"{LabelMismatch.NameOf(label)} {Words(relabelled[endpoint].Labels[label], endpoint.Labels[label])}")));
        }
    }

    private static IEnumerable<string> Changed(LabelSet before, LabelSet now) =>
        before.Concat(now).Select(label => label.Key).Distinct(StringComparer.Ordinal).Where(label => before[label] != now[label]).Order(StringComparer.Ordinal);

    private static string Words(string? before, string? now) => (before, now) switch
    {
        (null, _) => $"is new: `{now}`",
        (_, null) => $"was `{before}`, is gone",
        _ => $"was `{before}`, is `{now}`",
    };
}
