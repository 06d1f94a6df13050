using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6027: policies before translation or tracking that only allow, where nothing denies the rest.</summary>
internal sealed class PreDnatWithoutDenial : ILintRule
{
    private static readonly PolicyFamily[] s_families = [PolicyFamily.PreDnat, PolicyFamily.Untracked];

    public LintRuleDescriptor Descriptor { get; } = new("NP6027", "prednat-no-default-drop", Severity.Note, LintNeeds.Policies)
    {
        Title = "policy before translation allows and nothing denies",
        Precision = LintPrecision.Medium,
        Explanation = """
            Policies with `preDNAT` or `doNotTrack` decide by their rules only: their tier ends without a denial, and what no rule of theirs
            decides goes on to the other policies. All policies of this kind on a host endpoint allow, and none denies, so that they
            keep nothing out. Add a rule `action: Deny` at the end.
            """,
        Wrong = Example + """
            spec: {selector: role == 'worker', preDNAT: true, applyOnForward: true, types: [Ingress], ingress: [{action: Allow, source: {nets: [203.0.113.0/24]}}]}
            """,
        Right = Example + """
            spec: {selector: role == 'worker', preDNAT: true, applyOnForward: true, types: [Ingress], ingress: [{action: Allow, source: {nets: [203.0.113.0/24]}}, {action: Deny}]}
            """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: node-ports}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        var told = new HashSet<PolicyName>();
        foreach (HostStage stage in graph.Hosts.SelectMany(host => s_families.Select(family => host.Find(family, Directions.Ingress))).OfType<HostStage>())
        {
            Policy[] policies = [.. graph.Chain(stage.Chain).Tiers.SelectMany(tier => tier.Policies).Select(policy => policy.Policy).Where(policy => !policy.IsStaged)];
            bool onlyAllow = policies.Length > 0 && Array.TrueForAll(policies, policy => policy.Fault is null && policy.Ingress.All(rule => rule.Action is RuleAction.Allow or RuleAction.Log) && !policy.Ingress.IsEmpty);
            foreach (Policy policy in onlyAllow ? policies.Where(policy => told.Add(policy.Name)) : [])
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` allows {(policy.Stage == PolicyStage.PreDnat ? "before translation" : "without tracking")} and nothing there denies the rest, which goes on to other policies") with
                {
                    Hint = "add a rule `action: Deny` at the end",
                };
            }
        }
    }
}
