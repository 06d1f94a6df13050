using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4020: policies that except IPv4 blocks and leave all of IPv6 open.</summary>
internal sealed class Ipv6Gap : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4020", "ipv6-gap", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "exceptions for IPv4 have no counterpart for IPv6",
        Precision = LintPrecision.High,
        SecuritySeverity = 5.0,
        Explanation = """
            The policy allows all IPv4 addresses but some, and all IPv6 addresses without exception, and its pods have addresses of both
            families. Whatever was to be kept from the pods over IPv4 — the metadata service, private networks — they reach over IPv6.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            status: {podIPs: [{ip: 10.244.1.40}, {ip: "fd00:10:244::40"}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}, {ipBlock: {cidr: "::/0"}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            status: {podIPs: [{ip: 10.244.1.40}, {ip: "fd00:10:244::40"}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}, {ipBlock: {cidr: "::/0", except: ["fd00:ec2::254/128"]}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        where !policy.IsStaged
        from direction in new[] { Directions.Ingress, Directions.Egress }
        where policy.Governs.HasFlag(direction) && policy.Rules(direction).Any(rule => IsAllowing(rule) && rule.Peer(direction) is { Nets.V4.IsFull: true, NotNets.V4.IsEmpty: false })
        from rule in policy.Rules(direction)
        where IsAllowing(rule) && rule.Peer(direction) is { Nets.V6.IsFull: true } peer && peer.NotNets is not { V6.IsEmpty: false }
            && context.Facts.Pods.Subjects(policy).Any(pod => pod.Sides.Families == IpFamilies.Both)
        select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` excepts IPv4 blocks and allows all of IPv6, which its pods have too") with
        {
            Hint = "except the counterparts for IPv6",
        };

    private static bool IsAllowing(Rule rule) => rule is { Action: RuleAction.Allow, Fault: null };
}
