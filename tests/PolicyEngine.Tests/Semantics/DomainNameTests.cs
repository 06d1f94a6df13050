using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Domain names as destinations: an address outside of which nothing but the name is known.</summary>
public sealed class DomainNameTests
{
    private const string OnlyExample = "egress: [{action: Accept, to: [{domainNames: [\"*.example.com\", exact.org]}]}, {action: Deny, to: [{networks: [0.0.0.0/0, \"::/0\"]}]}]";

    [Theory]
    [InlineData("api.example.com", VerdictKind.Allowed)]
    [InlineData("a.b.example.com", VerdictKind.Allowed)]
    [InlineData("API.Example.COM.", VerdictKind.Allowed)]
    [InlineData("example.com", VerdictKind.Denied)]
    [InlineData("notexample.com", VerdictKind.Denied)]
    [InlineData("exact.org", VerdictKind.Allowed)]
    [InlineData("sub.exact.org", VerdictKind.Denied)]
    public void A_wildcard_stands_for_one_or_more_labels_and_an_exact_name_for_itself(string name, VerdictKind expected) =>
        Assert.Equal(expected, Ask(name, OnlyExample).Verdict);

    [Fact]
    public void Without_a_rule_for_the_name_what_covers_every_address_decides_and_what_covers_some_may()
    {
        Assert.Equal(ReasonCode.DeniedByRule, Ask("other.org", OnlyExample).Parts[0].Egress.Reason);
        Answer some = Ask("other.org", "egress: [{action: Deny, to: [{networks: [198.51.100.0/24]}]}]");
        Assert.Equal((VerdictKind.Unknown, ReasonCode.AddressUnknown), (some.Verdict, some.Parts[0].Egress.Reason));
        Assert.Equal("the address of fqdn:other.org", string.Join(", ", some.Missing));
        Assert.Equal(VerdictKind.Allowed, Ask("other.org", "egress: [{action: Deny, to: [{namespaces: {}}]}]").Verdict);
    }

    [Theory]
    [InlineData("Deny")]
    [InlineData("Pass")]
    public void Row_60_what_a_name_does_in_a_rule_that_does_not_accept_is_not_defined(string action)
    {
        string rules = $"egress: [{{action: {action}, to: [{{domainNames: [exact.org]}}]}}, {{action: {(action == "Deny" ? "Accept" : "Deny")}, to: [{{networks: [0.0.0.0/0, \"::/0\"]}}]}}]";
        Answer answer = Ask("exact.org", rules);
        Assert.Equal((VerdictKind.Unknown, ReasonCode.PolicyNotUnderstood), (answer.Verdict, answer.Parts[0].Egress.Reason));
    }

    [Fact]
    public void An_explanation_names_the_domain_that_did_not_match()
    {
        PolicySnapshot snapshot = Load(OnlyExample, EnforcementProfile.Kubernetes);
        AnswerPart part = snapshot.Ask(new Query { From = "shop/web", To = "fqdn:example.com" }).Parts[0];
        Explanation explanation = snapshot.Explain(part.Witness);
        RuleMismatch mismatch = explanation.Egress.Steps.Select(step => step.Mismatch).OfType<RuleMismatch>().First();

        Assert.Equal(VerdictKind.Denied, explanation.Verdict.Kind);
        Assert.Equal(VerdictKind.Denied, snapshot.Evaluate(part.Witness).Kind);
        Assert.Equal((RuleCondition.DomainNames, "destination example.com", "one of the domain names *.example.com, exact.org"), (mismatch.Condition, mismatch.Observed, mismatch.Required));
    }

    [Fact]
    public void Where_domain_names_are_not_known_their_rules_fail_as_for_any_address() =>
        Assert.Equal(VerdictKind.Denied, Load(OnlyExample, EnforcementProfile.CalicoIptables).Ask(new Query { From = "shop/web", To = "fqdn:api.example.com" }).Verdict);

    [Theory]
    [InlineData("shop/web", "fqdn:not a name")]
    [InlineData("shop/web", "fqdn:")]
    [InlineData("shop/web", "fqdn:web.shop.svc.cluster.local")]
    [InlineData("fqdn:example.com", "shop/web")]
    public void A_name_is_a_destination_outside_the_cluster(string from, string to) =>
        Assert.Equal("REFERENCE_INVALID", Load(OnlyExample, EnforcementProfile.Kubernetes).Ask(new Query { From = from, To = to }).Error?.Code);

    private static Answer Ask(string name, string policy) =>
        Load(policy, EnforcementProfile.Kubernetes).Ask(new Query { From = "shop/web", To = $"fqdn:{name}" });

    private static PolicySnapshot Load(string policy, EnforcementProfile profile) => Scenario.Of($$"""
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: p}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {} }
          {{policy}}
        """).Under(profile).Loaded.Snapshot;
}
