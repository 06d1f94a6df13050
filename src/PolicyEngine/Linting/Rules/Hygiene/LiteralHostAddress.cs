using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3010: a rule gives a single address.</summary>
internal sealed class LiteralHostAddress : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3010", "literal-host-ip", Severity.Note, LintNeeds.Policies)
    {
        Title = "single address in a rule",
        Precision = LintPrecision.Medium,
        Explanation = """
            A rule gives the address of one machine. Whoever reads it does not see which, and whoever moves the machine does not find it. A
            network set has a name and labels, and stands in one place.

            Addresses of pods, nodes and services of the input are not reported here.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.10/32}}]}]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/28}}]}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ClusterAddresses known = context.Facts.Addresses;
        foreach (Policy policy in context.Policies)
        {
            var seen = new HashSet<(string, IpPrefix)>();
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                if (rule.Peer(direction) is not { IsByAddress: false, Nets: { } nets })
                {
                    continue;
                }

                foreach (IpPrefix block in nets.Prefixes.Where(block => block.Length == block.First.BitLength && !IsKnown(known, block.First) && seen.Add((rule.Path, block))))
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), $"the rule gives the single address `{block.First}`") with { Hint = "give the machine a name in a network set" };
                }
            }
        }
    }

    private static bool IsKnown(ClusterAddresses known, IpAddress address) =>
        known.Nodes.Contains(address) || known.Pods.All.Contains(address) || known.Services.All.Contains(address);
}
