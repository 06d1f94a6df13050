using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6022: host endpoints that let nobody manage their node any more.</summary>
internal sealed class HostEndpointLockout : ILintRule
{
    private const ushort SshPort = 22;
    private const ushort ApiPort = 6443;

    private static readonly string[] s_controlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    public LintRuleDescriptor Descriptor { get; } = new("NP6022", "hep-lockout", Severity.Error, LintNeeds.None)
    {
        Title = "a host endpoint locks administrators out",
        Precision = LintPrecision.High,
        Explanation = """
            A host endpoint drops what no policy and no profile allows, also where no policy governs it at all. The failsafe ports that are
            open all the same were taken away in the `FelixConfiguration` (`failsafeInboundHostPorts`), and no rule allows
            anybody SSH (TCP 22), or on a node of the control plane the API server (TCP 6443). Whoever applies this cannot
            undo it over the network. Allow the port by a policy first, or keep it among the failsafe ports.
            """,
        Wrong = Example,
        Right = Example + """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: admin}
            spec: {selector: role == 'worker', types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {nets: [192.168.10.0/24]}, destination: {ports: [22]}}]}
            """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: FelixConfiguration
        metadata: {name: default}
        spec: {failsafeInboundHostPorts: []}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        foreach (HostStages host in graph.Hosts.Where(host => host.HostEndpoint.InterfaceName != "*"))
        {
            Endpoint endpoint = host.HostEndpoint;
            if (context.Model.HostsInDoubt.Any() || host.Find(PolicyFamily.Normal, Directions.Ingress) is not { } stage)
            {
                continue;
            }

            ImmutableArray<FailsafePort> failsafes = context.Model.Felix.Of(endpoint.Node).FailsafeInboundHostPorts;
            bool isControlPlane = context.Model.Nodes.Any(node => node.Name == endpoint.Node && s_controlPlane.Any(label => node.Labels[label] is not null));
            string[] closed = [.. (isControlPlane ? (ushort[])[SshPort, ApiPort] : [SshPort])
                .Where(port => !failsafes.Any(failsafe => failsafe.Protocol == Protocol.Tcp && failsafe.Port == port) && !MayAllow(host, graph, stage, port))
                .Select(port => port == SshPort ? "SSH (TCP 22)" : "the API server (TCP 6443)")];
            if (closed.Length > 0)
            {
                yield return Descriptor.At(LintTarget.Of(endpoint), $"`HostEndpoint/{endpoint.Name}` lets nobody reach {string.Join(" or ", closed)} on node `{endpoint.Node}`: no failsafe port and no rule allows it") with
                {
                    Hint = "allow administrators by a policy, or keep the port among the failsafe ports",
                };
            }
        }
    }

    /// <summary>Whether any rule that is consulted might let somebody in on a port.</summary>
    private static bool MayAllow(HostStages host, EvaluationGraph graph, HostStage normal, ushort port)
    {
        TrafficPoint traffic = TrafficPoint.Ports(Protocol.Tcp, port);
        IEnumerable<PolicyChain> chains = new[] { normal, host.Find(PolicyFamily.Untracked, Directions.Ingress), host.Find(PolicyFamily.PreDnat, Directions.Ingress) }.OfType<HostStage>().Select(stage => graph.Chain(stage.Chain));
        return chains.Any(chain => chain.Tiers.SelectMany(tier => tier.Policies).Any(policy => !policy.Policy.IsStaged && policy.Policy.Fault is not null)
            || chain.Tiers
                .SelectMany(tier => tier.Policies)
                .Where(policy => !policy.Policy.IsStaged)
                .SelectMany(policy => policy.Rules(chain.Form))
                .Concat(chain.Profiles.SelectMany(profile => profile.Rules(chain.Form)))
                .Any(rule => rule.Rule.Action == RuleAction.Allow && (rule.NamesDestinationPorts || rule.Rule.Fault is not null || ReachesPort(rule.Rule, traffic))));
    }

    private static bool ReachesPort(Rule rule, TrafficPoint traffic) =>
        rule.TrafficByNumber().Overlaps(TrafficSet.Ports(traffic.Protocol, IntervalSet<ushort>.Of(traffic.Major)));
}
