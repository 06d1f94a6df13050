using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7011: peers of cluster policies that the implementation does not know.</summary>
internal sealed class UnsupportedPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7011", "unsupported-peer-failclosed", Severity.Warning, LintNeeds.Policies)
    {
        Title = "the implementation does not know a kind of peer",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The rule has a peer of a kind that the chosen enforcement profile does not know, such as `nodes` or `domainNames` with Calico. By the
            API's rule for implementations older than a policy, a rule that accepts matches nothing then, and any other denies
            everything, whatever peers and ports it names. Write the peer in another way, or choose the profile of the
            implementation that is used.
            """,
        Wrong = Example + """
              egress: [{action: Deny, to: [{nodes: {}}], protocols: [{tcp: {destinationPort: {number: 10250}}}]}]
            """,
        Right = Example + """
              egress: [{action: Deny, to: [{networks: ["192.168.10.0/24"]}], protocols: [{tcp: {destinationPort: {number: 10250}}}]}]
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: no-kubelets}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Policy[] policies = [.. context.Model.Policies.Where(policy => policy.IsOfClusterApi).OrderBy(policy => policy.Span.Line).ThenBy(policy => policy.Span.Column)];
        foreach (Diagnostic diagnostic in context.Diagnostics.Where(diagnostic => diagnostic.Descriptor == BindingDiagnostics.FailedRule))
        {
            SourceSpan span = diagnostic.Span;
            if (Array.FindLast(policies, policy => policy.Span.File == span.File && (policy.Span.Line, policy.Span.Column).CompareTo((span.Line, span.Column)) <= 0) is { } owner)
            {
                yield return Descriptor.At(LintTarget.Of(owner).In(span, "spec"), $"`{owner.Name}` has a peer of a kind that {context.Model.Profile.Name} does not know: a rule that accepts is left out, any other denies everything") with
                {
                    Hint = "write the peer in another way",
                };
            }
        }
    }
}
