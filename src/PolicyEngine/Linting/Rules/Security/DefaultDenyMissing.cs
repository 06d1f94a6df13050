using System.Text;
using System.Text.Json;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4004: namespaces where a new pod without labels would be open.</summary>
internal sealed class DefaultDenyMissing : ILintRule
{
    private const string Newcomer = "np-lint-newcomer";

    public LintRuleDescriptor Descriptor { get; } = new("NP4004", "default-deny-missing", Severity.Note, LintNeeds.Workloads)
    {
        Title = "new pods of a namespace start open",
        Precision = LintPrecision.High,
        SecuritySeverity = 2.5,
        Explanation = """
            A pod without labels is laid into each namespace, and it is looked at whether any policy isolates it. Where none does, whatever
            is deployed tomorrow, or runs once by hand, is open although today's pods are not. It does not matter how pods are
            isolated: a policy for the whole namespace, the whole cluster, or one that excludes nothing by labels.

            A namespace where nothing is isolated at all is told of by NP4003 alone.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: all, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        NamespaceOpenness[] spaces = [.. NamespaceOpenness.Of(context).Where(space => !space.IsUncovered)];
        if (spaces.Length == 0 || context.Snapshot.Origin is null)
        {
            yield break;
        }

        LoadResult laid = context.Snapshot.With([PolicySource.FromText(Newcomer, Documents(spaces))], null, context.Cancellation);
        var then = new LintContext(laid, context.Parameters, context.Cancellation);
        var openness = Openness.Of(then);
        foreach (NamespaceOpenness space in spaces)
        {
            GovernedPod? newcomer = GovernedPods.Of(then).All.FirstOrDefault(pod => pod.Endpoint.Name == Newcomer && pod.Endpoint.Namespace == space.Target.Namespace);
            string[] open = newcomer is null ? []
                : [.. new[] { Directions.Ingress, Directions.Egress }.Where(direction => openness.IsOpen(newcomer, direction)).Select(direction => direction.ToString().ToLowerInvariant())];
            if (open.Length > 0)
            {
                yield return Descriptor.At(space.Target, $"no policy would isolate the {string.Join(" and ", open)} of a new pod without labels in `{space.Target.ObjectName}`") with
                {
                    Hint = "let a policy with `podSelector: {}` deny by default",
                };
            }
        }
    }

    private static string Documents(NamespaceOpenness[] spaces)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "List");
            json.WriteStartArray("items");
            foreach (NamespaceOpenness space in spaces)
            {
                json.WriteStartObject();
                json.WriteString("apiVersion", "v1");
                json.WriteString("kind", "Pod");
                json.WriteStartObject("metadata");
                json.WriteString("name", Newcomer);
                json.WriteString("namespace", space.Target.Namespace);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
