using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2034: pods that were made alike are told apart by policies.</summary>
internal sealed class OwnerLabelsDiverge : ILintRule
{
    private static readonly string[] s_generations = ["pod-template-hash", "controller-revision-hash", "pod-template-generation"];
    private static readonly string[] s_kindsOfAlike = ["Deployment/", "ReplicaSet/", "DaemonSet/"];

    public LintRuleDescriptor Descriptor { get; } = new("NP2034", "owner-labels-diverge", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policies tell pods of one workload apart",
        Precision = LintPrecision.High,
        Explanation = """
            Pods of one Deployment, ReplicaSet or DaemonSet and of one generation have different labels, and a selector of a policy holds
            for one and not for the other. Somebody changed the labels of a pod by hand; when it is replaced, the policies mean
            something else.
            """,
        Wrong = Pods + """
              labels: {app: web, debug: "true"}
              ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]
            """ + Policy,
        Right = Pods + """
              labels: {app: web}
              ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]
            """ + Policy,
    };

    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-1-a
          namespace: shop
          labels: {app: web}
          ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-1-b
          namespace: shop

        """;

    private const string Policy = """

        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: debug, namespace: shop}
        spec: {podSelector: {matchLabels: {debug: "true"}}, ingress: [{}]}
        """;

    public IEnumerable<Finding> Analyze(LintContext context) => context.Model.Endpoints
        .Where(endpoint => endpoint is { Kind: EndpointKind.Pod, IsMissing: false } && s_kindsOfAlike.Any(kind => endpoint.Workload.StartsWith(kind, StringComparison.Ordinal)))
        .GroupBy(endpoint => (endpoint.Namespace, endpoint.Workload, Generation: string.Join('/', s_generations.Select(label => endpoint.Labels[label]))))
        .Select(alike => (One: alike.First(), Other: alike.FirstOrDefault(other => !other.Labels.Equals(alike.First().Labels) && context.Selected.TellsApart(alike.First(), other))))
        .Where(pair => pair.Other is not null)
        .Select(pair => Descriptor.At(
            LintTarget.Of(pair.Other!),
            $"policies tell pods `{pair.One.Name}` and `{pair.Other!.Name}` of one workload apart, which differ in {string.Join(", ", Differences(pair.One.Labels, pair.Other.Labels))}") with
        {
            Hint = "change labels in the workload's template",
            Related = [new RelatedPlace(pair.One.Span, $"`{pair.One}`")],
        });

    private static IEnumerable<string> Differences(LabelSet one, LabelSet other) => one.Concat(other)
        .Select(label => label.Key)
        .Distinct(StringComparer.Ordinal)
        .Where(key => one[key] != other[key])
        .Order(StringComparer.Ordinal)
        .Select(key => $"`{key}`");
}
