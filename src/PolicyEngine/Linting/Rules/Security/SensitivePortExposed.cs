using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4013: rules that open ports of databases and administration to very many.</summary>
internal sealed class SensitivePortExposed : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4013", "sensitive-port-exposed", Severity.Warning, LintNeeds.Policies)
    {
        Title = "port of a database or of administration is open to very many",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 6.0,
        Explanation = """
            The rule allows the pods of all namespaces, or every public address, to connect on ports that databases and administration use
            (`sensitivePorts`: 22, 2375, 2379, 3306, 5432, 6379, 6443, 9200, 10250, 11211, 15672, 27017 and others). Only rules that
            name such ports are told of; rules that are open on every port are told of by NP4005 and NP4010.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 6379}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6379}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        TrafficSet sensitive = TrafficSet.Union(context.Parameters.SensitivePorts.Select(port => TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(port))));
        IEnumerable<(Policy Policy, LintTarget Target, TrafficSet Traffic, string Who)> world = context.Facts.OpenRules.All
            .Where(open => open.Direction == Directions.Ingress)
            .Select(open => (open.Policy, open.Target, open.ToWorld, "every address of the internet"));
        IEnumerable<(Policy Policy, LintTarget Target, TrafficSet Traffic, string Who)> cluster =
            from policy in context.Policies
            where !policy.IsStaged && !context.IsSystem(policy.Name.Namespace) && policy.Governs.HasFlag(Directions.Ingress)
            from rule in policy.Ingress
            where rule is { Action: RuleAction.Allow, Fault: null, Source: { Selector: not null, Nets: null, NotNets: null } } && rule.Source.Selector.HoldsForAllPods()
            select (policy, LintTarget.Of(policy, rule), rule.TrafficByNumber(), "the pods of all namespaces");
        return world.Concat(cluster)
            .Where(open => !OpenRule.EveryTcpPort.IsSubsetOf(open.Traffic) && open.Traffic.Overlaps(sensitive))
            .Select(open => Descriptor.At(open.Target, $"`{open.Policy.Name}` lets {open.Who} connect on {open.Traffic.Intersect(sensitive).Describe()}") with
            {
                Hint = "name the peers that need the port",
            });
    }
}
