using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4008: rules that let pods out to the whole internet.</summary>
internal sealed class WorldEgress : ILintRule
{
    private static readonly TrafficSet s_withPorts = TrafficSet.Union(new[] { Protocol.Tcp, Protocol.Udp, Protocol.Sctp }.Select(TrafficSet.ForProtocol));

    public LintRuleDescriptor Descriptor { get; } = new("NP4008", "world-egress", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule lets pods out to the whole internet",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 4.5,
        Explanation = """
            The destinations that the rule allows hold every public IPv4 address, or every public IPv6 address, on at least one port, after
            exceptions and earlier denials are taken away. Whoever takes such a pod over may send anything anywhere.

            Rules that are open on every port to every address are told of by NP4006, and rules for port 53 alone by NP4015.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Egress]
              egress:
                - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]
                  ports: [{port: 443}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Egress]
              egress:
                - to: [{ipBlock: {cidr: 198.51.100.0/24}}]
                  ports: [{port: 443}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (IGrouping<Policy, OpenRule> open in context.Facts.OpenRules.ByPolicy(Directions.Egress).Where(group => !group.Any(rule => rule.IsAllOpen)))
        {
            foreach (OpenRule rule in open)
            {
                TrafficSet reached = rule.ToWorld.Intersect(s_withPorts);
                if (!reached.IsSubsetOf(DnsAnywhere.Dns))
                {
                    yield return Descriptor.At(rule.Target, $"`{open.Key.Name}` lets its pods connect to every address of the internet ({reached.Describe()})") with
                    {
                        Hint = "allow the blocks, the network set or the gateway that pods need",
                    };
                }
            }
        }
    }
}
