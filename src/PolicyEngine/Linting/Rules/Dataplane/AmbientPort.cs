using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8019: meshed pods whose policies do not allow the port by which the mesh carries their traffic.</summary>
internal sealed class AmbientPort : ILintRule
{
    private const ushort TunnelPort = 15008;
    private const string Mode = "istio.io/dataplane-mode";

    private static readonly TrafficSet s_tunnel = TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(TunnelPort));

    public LintRuleDescriptor Descriptor { get; } = new("NP8019", "ambient-port", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Namespaces)
    {
        Title = "the port of the mesh is not allowed to meshed pods",
        Precision = LintPrecision.Medium,
        Explanation = """
            Pods are in an ambient mesh (`istio.io/dataplane-mode: ambient` on them or on their namespace), where connections arrive wrapped, on
            TCP 15008, whatever port they are for. The policies that govern them allow connections on some TCP ports, and none allows
            15008 to anybody: what they allow does not pass. Allow TCP 15008 from the same peers, and leave ports to the mesh.
            """,
        Wrong = Example + """
          ingress: [{from: [{podSelector: {}}], ports: [{port: 8080}]}]
        """,
        Right = Example + """
          ingress: [{from: [{podSelector: {}}], ports: [{port: 15008}]}]
        """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var told = new Dictionary<PolicyName, (Policy Policy, List<GovernedPod> Pods)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains.Where(chain => chain.Chain.Direction == Directions.Ingress))
        {
            GovernedPod[] meshed = [.. chain.Pods.Where(IsMeshed)];
            CompiledPolicy[] policies = [.. chain.TiersInForce.SelectMany(tier => tier.Policies).Where(policy => !policy.Policy.IsStaged)];
            CompiledRule[] allowing = [.. policies.SelectMany(policy => policy.Rules(chain.Chain.Form)).Where(rule => rule.Rule.Action is RuleAction.Allow or RuleAction.Pass)];
            if (meshed.Length == 0 || allowing.Length == 0 || Array.Exists(policies, policy => policy.Policy.Fault is not null)
                || Array.Exists(allowing, rule => rule.Rule.Action == RuleAction.Pass || rule.Rule.Fault is not null || rule.NamesDestinationPorts || rule.Rule.TrafficByNumber().Overlaps(s_tunnel)))
            {
                continue;
            }

            foreach (CompiledPolicy policy in policies.Where(policy => policy.Rules(chain.Chain.Form).Any(rule => rule.Rule.Action == RuleAction.Allow && rule.Rule.TrafficByNumber().Overlaps(OpenRule.EveryTcpPort))))
            {
                told.TryAdd(policy.Policy.Name, (policy.Policy, []));
                told[policy.Policy.Name].Pods.AddRange(meshed);
            }
        }

        return told.Values.Select(entry => Descriptor.At(LintTarget.Of(entry.Policy), $"`{entry.Policy.Name}` allows ports of pods in an ambient mesh, and nothing allows them TCP {TunnelPort}, on which the mesh delivers") with
        {
            Hint = $"allow TCP {TunnelPort} from the same peers",
            Related = AdmittingRule.Places(entry.Pods, "is in the mesh:"),
        });
    }

    private static bool IsMeshed(GovernedPod pod) => (pod.Endpoint.Labels[Mode] ?? pod.Endpoint.Labels[CalicoLabels.NamespacePrefix + Mode]) == "ambient";
}
