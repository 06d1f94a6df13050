using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4023: new connections with the outside or with another tenant.</summary>
internal sealed class RiskyChange : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4023", "risky-diff", Severity.Warning, LintNeeds.Workloads | LintNeeds.Before)
    {
        Title = "something outside or another tenant is newly reached, or reaches",
        Precision = LintPrecision.High,
        SecuritySeverity = 6.0,
        Explanation = """
            Compared with the state before (`--against`), traffic passes that did not, between a workload and addresses outside the cluster, or
            between workloads of two tenants (`tenantLabel`). The finding stands at the rule that lets it through, or at the workload where
            none is needed. Workloads are compared as wholes, and a new one is new with all that it may do.

            What other labels alone have opened NP4022 tells of; `netpol diff` shows all that changes.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<string, string?> tenants = context.Model.Namespaces.ToDictionary(space => space.Name, space => context.Parameters.TenantLabel is { Length: > 0 } label ? space.Labels[label] : null, StringComparer.Ordinal);
        return context.Facts.Gained.Otherwise
            .Select(gain => (Gain: gain, Whom: Whom(gain, tenants)))
            .Where(entry => entry.Whom.Length > 0)
            .GroupBy(entry => (Target: TargetOf(entry.Gain, context.Snapshot), entry.Whom))
            .Select(group =>
            {
                Gain gain = group.First().Gain;
                string others = group.Skip(1).Any() ? $", and {group.Count() - 1} more" : "";
                return Descriptor.At(group.Key.Target, $"{group.Key.Whom} newly: `{gain.From.Name}` to `{gain.To.Name}` ({gain.Traffic.Describe()}){others}") with
                {
                    Hint = "make sure that it is meant",
                };
            });
    }

    /// <summary>What of the outside or of other tenants has part in it, in words; empty where nothing has.</summary>
    private static string Whom(Gain gain, Dictionary<string, string?> tenants) =>
        gain.From.IsOutside ? "something outside reaches in"
        : gain.To.IsOutside ? "something outside is reached"
        : tenants.GetValueOrDefault(gain.From.Namespace) is { } sender && tenants.GetValueOrDefault(gain.To.Namespace) is { } receiver && sender != receiver ? $"tenant `{sender}` reaches tenant `{receiver}`"
        : "";

    /// <summary>The rule that lets it through, the destination's where both sides have one; the workload where there is none.</summary>
    private static LintTarget TargetOf(Gain gain, PolicySnapshot snapshot)
    {
        Verdict verdict = gain.VerdictOn(gain.Traffic.Lowest!.Value, snapshot);
        Decision? decision = new[] { verdict.Ingress, verdict.Egress }.FirstOrDefault(half => half is { Outcome: Outcome.Allow, Policy: not null, Rule: not null });
        return decision is { Policy: { } policy, Rule: { } rule } ? LintTarget.Of(policy, rule) : LintTarget.Of((gain.To.IsOutside ? gain.From : gain.To).Endpoints[0]);
    }
}
