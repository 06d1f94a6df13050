using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6036: rules that Calico leaves out on Windows nodes.</summary>
internal sealed class WindowsUnsupported : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6036", "windows-unsupported", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Nodes)
    {
        Title = "rule is left out on Windows nodes",
        Precision = LintPrecision.High,
        Explanation = """
            A pod that the policy governs runs on a Windows node, where Calico leaves rules out that it cannot express, with no more than a line
            in a log: those that except something (`ipBlock` with `except`, `notNets`, `notPorts`, `notSelector`), name ICMP types or
            ports, or only log. A rule that allows allows nothing then, and one that denies denies nothing.
            Write what is meant without exceptions and with numbers.
            """,
        Wrong = Example + """
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]}
            """,
        Right = Example + """
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/16}}]}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Node
        metadata: {name: win1, labels: {kubernetes.io/os: windows}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: win1}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<string> windows = new(context.Model.Nodes.Where(WindowsNodes.Holds).Select(node => node.Name), StringComparer.Ordinal);
        foreach (Policy policy in windows.Count == 0 ? [] : context.Policies.Where(policy => !policy.IsStaged))
        {
            if (!context.Facts.Pods.Subjects(policy).Any(pod => windows.Contains(pod.Endpoint.Node)))
            {
                continue;
            }

            foreach (Rule rule in new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction)).SelectMany(direction => policy.Rules(direction)))
            {
                if (Unsupported(rule) is { } what)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` governs pods on Windows nodes, where Calico leaves this rule out: it {what}") with
                    {
                        Hint = "write the rule without exceptions and with numbers",
                    };
                }
            }
        }
    }

    /// <summary>What Calico for Windows does not express, in words; null where it expresses all.</summary>
    private static string? Unsupported(Rule rule) => rule switch
    {
        { Action: RuleAction.Log } => "only logs",
        { Source: { NotNets: not null } or { NotSelector: not null } or { NotPorts: not null } } or { Destination: { NotNets: not null } or { NotSelector: not null } or { NotPorts: not null } } => "excepts something",
        { Source.Ports.Names.IsEmpty: false } or { Destination.Ports.Names.IsEmpty: false } => "names a port",
        _ when IsPartOf(rule.Traffic, Protocol.Icmp) || IsPartOf(rule.Traffic, Protocol.IcmpV6) => "names ICMP types",
        _ => null,
    };

    private static bool IsPartOf(TrafficSet traffic, Protocol protocol) =>
        TrafficSet.ForProtocol(protocol) is var whole && traffic.Overlaps(whole) && !whole.IsSubsetOf(traffic);
}
