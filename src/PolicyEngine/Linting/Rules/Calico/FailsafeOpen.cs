using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6025: ports of hosts that are open to everybody whatever policies say.</summary>
internal sealed class FailsafeOpen : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6025", "failsafe-open", Severity.Note, LintNeeds.Policies)
    {
        Title = "failsafe ports are open to everybody whatever policies say",
        Precision = LintPrecision.VeryHigh,
        SecuritySeverity = 3.0,
        Explanation = """
            Host endpoints are governed by policies, and Calico keeps failsafe ports open towards them all the same, by default to everybody:
            SSH, BGP, etcd, the API server and others. Restrict each to the addresses that need it (`net` of an entry of
            `failsafeInboundHostPorts`), once policies allow what is needed. The finding stands at the first host endpoint.
            """,
        Wrong = Example,
        Right = Example + """
            ---
            apiVersion: projectcalico.org/v3
            kind: FelixConfiguration
            metadata: {name: default}
            spec: {failsafeInboundHostPorts: [{protocol: TCP, port: 22, net: 192.168.10.0/24}]}
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
        metadata: {name: kubelet}
        spec: {selector: role == 'worker', types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {nets: [192.168.10.0/24]}, destination: {ports: [10250]}}]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        Endpoint[] governed = [.. graph.Hosts
            .Where(host => host.Find(PolicyFamily.Normal, Directions.Ingress) is { } stage && graph.Chain(stage.Chain).Tiers.Any(tier => tier.EndsWith == Certainty.Yes && tier.Tier.DefaultAction == RuleAction.Deny))
            .Select(host => host.HostEndpoint)];
        if (governed.Length == 0)
        {
            return [];
        }

        string[] open = [.. governed
            .SelectMany(host => context.Model.Felix.Of(host.Node).FailsafeInboundHostPorts)
            .Where(failsafe => failsafe.Net is null)
            .Distinct()
            .OrderBy(failsafe => failsafe.Protocol.Number)
            .ThenBy(failsafe => failsafe.Port)
            .Select(failsafe => $"{failsafe.Protocol.Name} {failsafe.Port}")];
        return open.Length == 0 ? [] :
        [
            Descriptor.At(LintTarget.Of(governed[0]), $"failsafe ports are open to everybody on governed host endpoints, whatever policies say: {string.Join(", ", open)}") with
            {
                Hint = "restrict the failsafe ports to the addresses that need them",
            },
        ];
    }
}
