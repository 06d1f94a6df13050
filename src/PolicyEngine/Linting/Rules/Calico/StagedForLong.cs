using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6031: policies that have been staged for long.</summary>
internal sealed class StagedForLong : ILintRule
{
    private const string Since = "netpol.lint/staged-since";

    public LintRuleDescriptor Descriptor { get; } = new("NP6031", "staged-stale", Severity.Note, LintNeeds.Text)
    {
        Title = "policy has been staged for long",
        Precision = LintPrecision.High,
        IsOptIn = true,
        Explanation = """
            The policy has been staged for more days than `stagedDays` says (30 unless said otherwise): since the day that its annotation
            `netpol.lint/staged-since` gives, or else since `creationTimestamp`, which objects read from a cluster have. Policies that give
            neither are not told of. Enforce the policy, or take it away.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: StagedNetworkPolicy
            metadata: {name: web, namespace: shop, creationTimestamp: "2025-06-01T08:00:00Z"}
            spec: {selector: app == 'web', ingress: [{action: Allow}]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop, creationTimestamp: "2025-06-01T08:00:00Z"}
            spec: {selector: app == 'web', ingress: [{action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Today is not { } today)
        {
            yield break;
        }

        foreach ((ObjectHeader header, _) in context.Objects.Where(entry => entry.Header is { Group: "projectcalico.org", Kind: "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy" or "StagedKubernetesNetworkPolicy" }))
        {
            if (DayOf(header.Metadata) is { } day && today.DayNumber - day.DayNumber is var days && days > context.Parameters.StagedDays)
            {
                string @namespace = header.Kind == "StagedGlobalNetworkPolicy" ? "" : header.Namespace.Length > 0 ? header.Namespace : context.Snapshot.DefaultNamespace;
                LintTarget target = LintTarget.Of(header.Kind, @namespace, header.Name, header.Span);

                // The number of days is no part of it: the finding would be another one each day.
                string since = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return Descriptor.At(target, string.Create(CultureInfo.InvariantCulture, $"`{target.ObjectName}` has been staged since {since}, more than {context.Parameters.StagedDays} days")) with
                {
                    Hint = "enforce it, or take it away",
                };
            }
        }
    }

    private static DateOnly? DayOf(MappingNode? metadata)
    {
        string text = Nodes.Text(metadata?["annotations"] as MappingNode, Since) is { Length: > 0 } said ? said : Nodes.Text(metadata, "creationTimestamp");
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;
    }
}
