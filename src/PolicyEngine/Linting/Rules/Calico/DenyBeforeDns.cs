using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6035: denials that catch DNS before a later rule would allow it.</summary>
internal sealed class DenyBeforeDns : ILintRule
{
    private const ushort DnsPort = 53;

    public LintRuleDescriptor Descriptor { get; } = new("NP6035", "deny-before-dns", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "a denial catches DNS before it is allowed",
        Precision = LintPrecision.High,
        Explanation = """
            A rule denies what pods send to the cluster's DNS pods on UDP 53, and a later rule, of the same policy or of one that is consulted
            later, would have allowed it: somebody meant names to be resolved. Allow DNS, or pass it on, before the denial.
            The DNS pods are those of `kube-system` with the label `k8s-app: kube-dns`.
            """,
        Wrong = Example + """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: security.block}
            spec: {tier: security, namespaceSelector: kubernetes.io/metadata.name == 'shop', types: [Egress], egress: [{action: Deny, destination: {nets: [10.0.0.0/8]}}, {action: Pass}]}
            """,
        Right = Example + """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: security.block}
            spec:
              tier: security
              namespaceSelector: kubernetes.io/metadata.name == 'shop'
              types: [Egress]
              egress:
                - {action: Pass, protocol: UDP, destination: {selector: k8s-app == 'kube-dns', ports: [53]}}
                - {action: Deny, destination: {nets: [10.0.0.0/8]}}
                - {action: Pass}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns-1, namespace: kube-system, labels: {k8s-app: kube-dns}}
        status: {podIP: 10.244.1.10}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 100}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: dns, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}]}]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        TrafficPoint dns = TrafficPoint.Ports(Protocol.Udp, DnsPort);
        ImmutableArray<GovernedPod> all = context.Facts.Pods.All;
        GovernedPod[] servers = [.. all.Where(pod => pod.Endpoint.Namespace == "kube-system" && pod.Endpoint.Labels["k8s-app"] == "kube-dns").DistinctBy(pod => pod.Party.AddressClass)];
        var told = new Dictionary<(PolicyName, string), (Policy Policy, Rule Rule, Policy Later, List<GovernedPod> Pods)>();
        foreach (GovernedPod server in servers)
        {
            foreach (GovernedPod client in all.Where(pod => pod.Party.Family == server.Party.Family && pod.Egress.Tiers.Length > 0))
            {
                Decision decision = context.Snapshot.Halves.Decide(client.Party, server.Party, Directions.Egress, dns);
                if (decision is { Outcome: Outcome.Deny, Stage: null, Policy: { } policy, Rule: { } rule }
                    && AllowingLater(context, client, server, policy, rule, dns) is { } later)
                {
                    told.TryAdd((policy.Name, rule.Path), (policy, rule, later, []));
                    told[(policy.Name, rule.Path)].Pods.Add(client);
                }
            }
        }

        return told.Values.Select(entry => Descriptor.At(LintTarget.Of(entry.Policy, entry.Rule), $"`{entry.Policy.Name}` denies DNS before `{entry.Later.Name}` can allow it") with
        {
            Hint = "allow DNS, or pass it on, before the denial",
            Related = AdmittingRule.Places(entry.Pods, "resolves no names:"),
        });
    }

    /// <summary>The first policy in force behind a rule that allows the traffic; null where none does.</summary>
    private static Policy? AllowingLater(LintContext context, GovernedPod client, GovernedPod server, Policy policy, Rule rule, TrafficPoint traffic)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        (AddressClass from, AddressClass to) = (graph.Classes[client.Party.AddressClass], graph.Classes[server.Party.AddressClass]);
        bool isBehind = false;
        foreach (CompiledPolicy candidate in client.Egress.Tiers.SelectMany(tier => tier.Policies).Where(candidate => !candidate.Policy.IsStaged))
        {
            foreach (CompiledRule compiled in candidate.Rules(client.Egress.Form))
            {
                if (isBehind && compiled.Rule.Action == RuleAction.Allow
                    && compiled.Holds(from, to, client.Party.Family.AsSet()) == Certainty.Yes && compiled.TrafficBetween(from, to).Contains(traffic))
                {
                    return candidate.Policy;
                }

                isBehind |= ReferenceEquals(candidate.Policy, policy) && ReferenceEquals(compiled.Rule, rule);
            }
        }

        return null;
    }
}
