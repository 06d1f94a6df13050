using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1012: an address block of which the exceptions leave nothing.</summary>
internal sealed class ExceptCoversCidr : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP1012", "except-covers-cidr", Severity.Warning, LintNeeds.Policies)
    {
        Title = "exceptions leave nothing of the block",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The entries of `except` together are the whole block, so that the peer is nobody. Each of them is allowed by itself, which
            is why the API server takes them.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              ingress:
              - from:
                - ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              ingress:
              - from:
                - ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/9]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        where policy.Name.IsAdditive
        from peer in policy.Ingress.Select(rule => (Rule: rule, Match: rule.Source)).Concat(policy.Egress.Select(rule => (Rule: rule, Match: rule.Destination)))
        where peer.Rule.Fault is null && IsNobody(peer.Match)
        select Descriptor.At(LintTarget.Of(policy, peer.Rule), $"`except` takes every address of `{peer.Match.Nets}` away") with
        {
            Hint = "remove the peer, or except less",
        };

    private static bool IsNobody(PeerMatch match) => match is { Nets: { } block, NotNets: { } except } && block.IsSubsetOf(except);
}
