using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Security;

/// <summary>What other labels open, and what else becomes reachable, compared with an earlier state.</summary>
public sealed class ChangeTests
{
    private const string Web = "{podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}";
    private static readonly string s_web = LintYaml.Pod("shop", "web-0", "app: web");
    private static readonly string s_policy = LintYaml.Policy("shop", "redis", Web);

    // S20: the template's label goes, the policy stays.
    [Fact]
    public void A_label_that_a_policy_chooses_by_opens_the_pod()
    {
        (string before, string now) = (s_web + Redis("app: redis") + s_policy, s_web + Redis("app: cache") + s_policy);

        Assert.Equal(
            "other labels of `Pod/shop/redis-0` (pod label `app` was `redis`, is `cache`) let something pass that did not: `0.0.0.0/0` to `shop/redis-0` (any)",
            string.Join('\n', Lint.Changes("NP4022", before, now)));
        Assert.Empty(Lint.Changes("NP4023", before, now));
        Assert.Empty(Lint.Changes("NP4022", now, before));
    }

    [Fact]
    public void Labels_that_no_policy_sees_open_nothing() => Assert.Empty(Lint.Changes("NP4022", s_web + Redis("app: redis") + s_policy, s_web + Redis("app: redis, tier: cache") + s_policy));

    [Fact]
    public void A_policy_that_follows_the_label_opens_nothing() => Assert.Empty(Lint.Changes(
        "NP4022",
        s_web + Redis("app: redis") + s_policy,
        s_web + Redis("app: cache") + LintYaml.Policy("shop", "redis", Web.Replace("redis", "cache", StringComparison.Ordinal))));

    [Fact]
    public void What_needs_another_policy_too_is_not_the_labels_doing() => Assert.Empty(Lint.Changes(
        "NP4022",
        LintYaml.Pod("shop", "tool-0", "app: tool") + Redis("app: redis") + s_policy,
        LintYaml.Pod("shop", "tool-0", "app: tool, may: read") + Redis("app: redis") + LintYaml.Policy("shop", "redis", Web.Replace("app: web", "may: read", StringComparison.Ordinal))));

    [Fact]
    public void A_label_of_the_namespace_is_told_of_once()
    {
        string cluster = LintYaml.Pod("dev", "a", "x: y") + LintYaml.Pod("dev", "b", "x: y") + Redis("app: redis")
            + LintYaml.Policy("shop", "redis", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: prod}}}]}]}");

        Assert.Equal(
            ["other labels of `Namespace/dev` (namespace label `env` was `dev`, is `prod`) let something pass that did not: `dev/a` to `shop/redis-0` (any), and 1 more"],
            Lint.Changes("NP4022", LintYaml.Namespace("dev", "env: dev") + cluster, LintYaml.Namespace("dev", "env: prod") + cluster));
    }

    [Fact]
    public void What_a_rule_opens_to_the_outside_is_told_at_the_rule() => Assert.Equal(
        ["something outside reaches in newly: `192.0.2.0/24` to `shop/redis-0` (TCP 6379)"],
        Lint.Changes(
            "NP4023",
            Redis("app: redis") + s_policy,
            Redis("app: redis") + LintYaml.Policy("shop", "redis", Web[..^2] + ", {from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 6379}]}]}")));

    [Fact]
    public void What_labels_open_and_what_rules_open_are_told_apart_by_addresses()
    {
        string before = Redis("app: redis, zone: in") + LintYaml.Policy("shop", "zone", "{podSelector: {matchLabels: {zone: in}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}");
        string now = Redis("app: redis") + LintYaml.Policy("shop", "zone", "{podSelector: {matchLabels: {zone: in}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}, {ipBlock: {cidr: 192.0.2.0/24}}]}]}");

        Assert.Equal(["something outside reaches in newly: `192.0.2.0/24` to `shop/redis-0` (any)"], Lint.Changes("NP4023", before, now));
        Assert.StartsWith(
            "other labels of `Pod/shop/redis-0` (pod label `zone` was `in`, is gone) let something pass that did not: `0.0.0.0-9.255.255.255` to `shop/redis-0` (any), and ",
            Assert.Single(Lint.Changes("NP4022", before, now)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_opens_to_pods_of_one_tenant_is_no_risk() => Assert.Empty(Lint.Changes("NP4023", s_web + Redis("app: redis") + s_policy, s_web + Redis("app: redis")
        + LintYaml.Policy("shop", "redis", "{podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {}}]}]}")));

    [Fact]
    public void What_opens_to_another_tenant_is_told()
    {
        string cluster = LintYaml.Namespace("shop", "tenant: acme") + LintYaml.Namespace("dev", "tenant: blue") + LintYaml.Pod("dev", "tool-0", "app: tool") + Redis("app: redis");

        Assert.Equal(
            ["tenant `blue` reaches tenant `acme` newly: `dev/tool-0` to `shop/redis-0` (TCP 6379)"],
            Lint.Changes(
                "NP4023",
                cluster + s_policy,
                cluster + LintYaml.Policy("shop", "redis", Web[..^2] + ", {from: [{namespaceSelector: {}}], ports: [{port: 6379}]}]}"),
                LintParameters.Default with { TenantLabel = "tenant" }));
    }

    [Fact]
    public void Without_an_earlier_state_the_rules_do_not_run() => Assert.Equal(
        ["NP4022", "NP4023"],
        Lint.Run(s_web + s_policy).NotRun.Where(rule => rule.Reason == "the input has no earlier state to compare with").Select(rule => rule.Rule.Id).Where(id => id.StartsWith("NP4", StringComparison.Ordinal)),
        StringComparer.Ordinal);

    private static string Redis(string labels) => LintYaml.Pod("shop", "redis-0", labels);
}
