using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4014: rules that let pods reach the kubelet, the API server or etcd on nodes.</summary>
internal sealed class ControlPlaneReachable : ILintRule
{
    private static readonly string[] s_controlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    public LintRuleDescriptor Descriptor { get; } = new("NP4014", "control-plane-reachable", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Nodes)
    {
        Title = "rule lets pods reach kubelets or the control plane",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 3.5,
        Explanation = """
            Pods that are isolated may connect to addresses of nodes on TCP 10250 (kubelet), or on TCP 6443 and 2379 (API server and etcd) of
            nodes with the control plane's role, because of this rule. Few pods need that: operators talk to the API server, metrics
            are collected from kubelets. Accept the finding for those. Pods of system namespaces are left out, and so are rules
            that allow everything, which NP4006 tells of.
            """,
        Wrong = """
            apiVersion: v1
            kind: Node
            metadata: {name: cp1, labels: {node-role.kubernetes.io/control-plane: ""}}
            status: {addresses: [{type: InternalIP, address: 192.168.10.5}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 192.168.0.0/16}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Node
            metadata: {name: cp1, labels: {node-role.kubernetes.io/control-plane: ""}}
            status: {addresses: [{type: InternalIP, address: 192.168.10.5}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 192.168.0.0/16}}], ports: [{port: 443}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        GovernedPod[] pods = [.. context.Facts.Pods.All.Where(pod => !context.IsSystem(pod.Endpoint.Namespace))];
        HashSet<(PolicyName, string)> open = [.. context.Facts.OpenRules.All.Where(rule => rule is { IsAllOpen: true, Rule: not null }).Select(rule => (rule.Policy.Name, rule.Rule!.Path))];
        var byRule = new Dictionary<(PolicyName, string), (AdmittingRule Rule, SortedSet<ushort> Ports)>();
        foreach ((Party node, ushort port) in Targets(context))
        {
            foreach (AdmittingRule rule in AdmittingRule.Towards(context, pods.Where(pod => pod.Party.Family == node.Family), node, TrafficPoint.Ports(Protocol.Tcp, port)))
            {
                (PolicyName, string) key = (rule.Policy.Name, rule.Rule.Path);
                if (!open.Contains(key))
                {
                    byRule.TryAdd(key, (rule, []));
                    byRule[key].Ports.Add(port);
                }
            }
        }

        return byRule.Values.Select(entry => Descriptor.At(
            LintTarget.Of(entry.Rule.Policy, entry.Rule.Rule), $"`{entry.Rule.Policy.Name}` lets pods connect to nodes on TCP {string.Join(", ", entry.Ports)}, where kubelets and the control plane listen") with
        {
            Hint = "except the nodes' addresses, or name the ports",
            Related = AdmittingRule.Places(entry.Rule.Pods, "reaches them:"),
        });
    }

    /// <summary>One node of each class that rules can tell apart.</summary>
    private static IEnumerable<(Party Node, ushort Port)> Targets(LintContext context) => context.Model.Nodes
        .SelectMany(node => node.Addresses.SelectMany(address => (s_controlPlane.Any(label => node.Labels[label] is not null) ? (ushort[])[10250, 6443, 2379] : [10250])
            .Select(port => (Node: context.Snapshot.PartyAt(address), Port: port))))
        .DistinctBy(target => (target.Node.AddressClass, target.Port));
}
