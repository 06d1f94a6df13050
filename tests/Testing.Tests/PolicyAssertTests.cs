using PolicyEngine;
using PolicyEngine.Expectations;
using PolicyEngine.Sets;
using PolicyEngine.Testing;
using TestKit;

namespace Testing.Tests;

public sealed class PolicyAssertTests
{
    [Fact]
    public void What_holds_passes()
    {
        PolicyAssert.Allows(Samples.Redis, "deploy/shop/frontend", "svc/shop/redis", "6379");
        PolicyAssert.Denies(Samples.Redis, "dev/*", "shop/redis-*");
        PolicyAssert.Denies(Samples.Redis, "deploy/shop/frontend", "shop/redis-0", "53", Protocol.Udp);
    }

    [Fact]
    public void A_denial_that_should_not_be_names_the_policy_and_its_nearest_rule_with_file_and_line()
    {
        var exception = Assert.Throws<PolicyAssertException>(() => PolicyAssert.Allows(Samples.Redis, "shop/batch-1", "shop/redis-0", "6379"));

        string[] lines = exception.Message.Split('\n');
        Assert.Equal("shop/batch-1 -> shop/redis-0 TCP 6379: expected Allowed, is Denied", lines[0]);
        Assert.Matches(@"^    ingress  Deny: NetworkPolicy/shop/redis-from-frontend isolates .* \[.*NO_RULE_MATCHES_PEER\] .*policies\.yaml:\d+:\d+$", lines[3]);
        Assert.Matches(@"^      nearest rule: NetworkPolicy/shop/redis-from-frontend spec\.ingress\[0\] .*policies\.yaml:\d+:\d+: .*; required: pod label `app` is `frontend`$", lines[4]);
        Assert.Single(exception.Results);
    }

    [Fact]
    public void A_permission_that_should_not_be_names_the_rule_with_file_and_line()
    {
        var exception = Assert.Throws<PolicyAssertException>(() => PolicyAssert.Denies(Samples.Redis, "deploy/shop/frontend", "shop/redis-0", "6379"));

        Assert.Matches(@"ingress  Allow: NetworkPolicy/shop/redis-from-frontend .*allows it \[.*\] .*policies\.yaml:\d+:\d+", exception.Message);
    }

    [Fact]
    public void Where_several_pairs_are_asked_about_each_counts()
    {
        var exception = Assert.Throws<PolicyAssertException>(() => PolicyAssert.Denies(Samples.Redis, "shop/*", "shop/redis-0", "6379"));

        Assert.Matches(@"is Partial \(\d+ of \d+ pairs\)", exception.Message);
    }

    [Fact]
    public void A_name_that_nobody_has_fails_both_assertions()
    {
        Assert.Contains("nobody", Assert.Throws<PolicyAssertException>(() => PolicyAssert.Allows(Samples.Redis, "shop/nobody", "shop/redis-0")).Message, StringComparison.Ordinal);
        Assert.Throws<PolicyAssertException>(() => PolicyAssert.Denies(Samples.Redis, "shop/nobody", "shop/redis-0"));
    }

    [Fact]
    public void The_expectations_of_a_file_are_asserted() =>
        PolicyAssert.Holds(Samples.Redis, ExpectationFile.Read(PolicySource.FromFile(RepositoryRoot.PathOf("samples", "redis", "redis.netpol-test.yaml"))));

    [Fact]
    public void What_does_not_hold_of_a_file_is_said_with_its_place_and_reason()
    {
        ExpectationFile file = Read("""
            tests:
            - {name: batch, from: shop/batch-1, to: shop/redis-0, port: 6379, expect: allow, why: reports are drawn at night}
            - {to: shop/redis-0, only: [{from: shop/batch-1, port: 6379}]}
            - {from: dev/*, to: shop/redis-0, expect: deny}
            """);

        var exception = Assert.Throws<PolicyAssertException>(() => PolicyAssert.Holds(Samples.Redis, file));

        Assert.Equal(2, exception.Results.Length);
        Assert.StartsWith("my.netpol-test.yaml:2:3: batch: shop/batch-1 -> shop/redis-0 TCP 6379: expected Allowed, is Denied\n  why: reports are drawn at night\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\n  not listed, Allowed: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\n  listed, Denied: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_errors_is_not_half_asserted()
    {
        var exception = Assert.Throws<PolicyAssertException>(() => PolicyAssert.Holds(Samples.Redis, Read("tests: [{from: dev/*, to: shop/redis-0, expect: denied}]")));

        Assert.Contains("my.netpol-test.yaml:1:", exception.Message, StringComparison.Ordinal);
        Assert.Empty(exception.Results);
    }

    [Fact]
    public void Documents_with_errors_are_no_basis_for_a_test()
    {
        LoadResult broken = new PolicyLoader().LoadText("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: n}\nspec: {podSelector: 7}", "p.yaml");

        Assert.Contains("p.yaml:4", Assert.Throws<PolicyAssertException>(() => PolicyAssert.Loads(broken)).Message, StringComparison.Ordinal);
        Assert.Same(Samples.Redis, PolicyAssert.Loads(new PolicyLoader().LoadText("") with { Snapshot = Samples.Redis }));
    }

    private static ExpectationFile Read(string text) => ExpectationFile.Read(PolicySource.FromText("my.netpol-test.yaml", text));
}
