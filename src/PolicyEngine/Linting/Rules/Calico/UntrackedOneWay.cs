using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6026: untracked policies that allow one direction and no answers.</summary>
internal sealed class UntrackedOneWay : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6026", "untracked-asymmetric", Severity.Warning, LintNeeds.Policies)
    {
        Title = "untracked policy allows no answers",
        Precision = LintPrecision.High,
        Explanation = """
            A policy with `doNotTrack` allows packets in one direction, and no untracked policy of the same host endpoint allows any in the
            other. Connections are not tracked there, so that answers are packets like others: nothing knows that they belong to
            what was allowed, and they are dropped. Add rules for the answers, with source and destination ports changed over.
            """,
        Wrong = Example + """
            spec: {selector: role == 'worker', doNotTrack: true, applyOnForward: true, types: [Ingress], ingress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]}
            """,
        Right = Example + """
            spec:
              selector: role == 'worker'
              doNotTrack: true
              applyOnForward: true
              types: [Ingress, Egress]
              ingress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]
              egress: [{action: Allow, protocol: UDP, source: {ports: [53]}}]
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
        metadata: {name: dns}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        var told = new HashSet<(PolicyName, Directions)>();
        foreach (HostStages host in graph.Hosts.Where(host => host.HostEndpoint.InterfaceName != "*"))
        {
            Policy[] ingress = Allowing(Directions.Ingress);
            Policy[] egress = Allowing(Directions.Egress);
            (Policy[] Policies, Directions Direction)[] oneWay = (ingress.Length > 0, egress.Length > 0) switch
            {
                (true, false) => [(ingress, Directions.Ingress)],
                (false, true) => [(egress, Directions.Egress)],
                _ => [],
            };
            foreach ((Policy[] policies, Directions direction) in oneWay)
            {
                foreach (Policy policy in policies.Where(policy => told.Add((policy.Name, direction))))
                {
                    yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` allows {direction.ToString().ToLowerInvariant()} without tracking, and no untracked policy of `HostEndpoint/{host.HostEndpoint.Name}` allows the answers") with
                    {
                        Hint = "add untracked rules for the answers",
                    };
                }
            }

            Policy[] Allowing(Directions direction) => host.Find(PolicyFamily.Untracked, direction) is not { } stage ? []
                : [.. graph.Chain(stage.Chain).Tiers
                    .SelectMany(tier => tier.Policies)
                    .Select(policy => policy.Policy)
                    .Where(policy => !policy.IsStaged && policy.Rules(direction).Any(rule => rule.Action == RuleAction.Allow))];
        }
    }
}
