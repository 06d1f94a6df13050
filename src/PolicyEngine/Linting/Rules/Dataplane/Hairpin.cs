using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8011: pods that may be clients of their own service, and reach themselves through it only on some clusters.</summary>
internal sealed class Hairpin : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8011", "hairpin", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services)
    {
        Title = "whether a pod reaches itself through its service is up to the proxy",
        Precision = LintPrecision.Medium,
        Explanation = """
            A rule lets pods connect to the pods behind a service, of which they are themselves, and no rule lets them in there. What
            a pod sends to its own service may come back to it. Where the proxy puts the node's address in the place of the pod's
            before policies are asked, it is let in, as from its own node; where policies are asked first, the source is the pod itself, and it is
            denied. Some connections of a pod to its service then fail: those that lead to itself. Let the pods in from themselves to have it the
            same everywhere.
            """,
        Wrong = Example + """
          ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6379}]}]
        """,
        Right = Example + """
          ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {podSelector: {matchLabels: {app: redis}}}], ports: [{port: 6379}]}]
        """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: redis, namespace: shop}
        spec: {clusterIP: 10.96.0.20, selector: {app: redis}, ports: [{port: 6379}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          policyTypes: [Ingress, Egress]
          egress: [{to: [{podSelector: {matchLabels: {app: redis}}}], ports: [{port: 6379}]}]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        ILookup<Endpoint, GovernedPod> pods = context.Facts.Pods.All.ToLookup(pod => pod.Endpoint, (IEqualityComparer<Endpoint>)ReferenceEqualityComparer.Instance);
        var told = new HashSet<(PolicyName, string, Service)>();
        foreach (Service service in context.Model.Services.Where(service => !service.IsHeadless))
        {
            IEnumerable<GovernedPod> backends = context.Facts.Backends.Of(service).SelectMany(backend => pods[backend])
                .DistinctBy(pod => (pod.Ingress.Id, pod.Egress.Id, pod.Party.AddressClass, pod.Endpoint.Ports));
            foreach (GovernedPod pod in backends)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                foreach (ServicePort port in service.Ports)
                {
                    if (ServiceBackends.TargetOn(port, pod.Endpoint) is not { } number)
                    {
                        continue;
                    }

                    var traffic = TrafficPoint.Ports(port.Protocol, number);
                    if (graph.Decide(pod.Egress.Id, pod.Party.AddressClass, pod.Party.AddressClass, traffic) is { Outcome: Outcome.Allow, Policy: { } policy, Rule: { } rule }
                        && graph.Decide(pod.Ingress.Id, pod.Party.AddressClass, pod.Party.AddressClass, traffic).Outcome == Outcome.Deny
                        && told.Add((policy.Name, rule.Path, service)))
                    {
                        yield return Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` lets `{pod.Target.ObjectName}` connect to its own `Service/{service.Namespace}/{service.Name}`, and whether it is let in where that leads back to itself is up to the proxy") with
                        {
                            Hint = "allow the pods ingress from themselves",
                            Related = [new RelatedPlace(service.Span, "the service")],
                        };
                    }
                }
            }
        }
    }
}
