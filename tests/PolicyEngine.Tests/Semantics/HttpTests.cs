using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Semantics;

/// <summary>What rules ask of HTTP requests, where a proxy sees them (the reference's section on HTTP match).</summary>
public sealed class HttpTests
{
    private static Scenario Rules(string rules) =>
        Scenario.Calico($"selector: app == 'db'\ntypes: [Ingress]\ningress: {rules}").Under(EnforcementProfile.CalicoApplicationLayer).IsClean();

    private static Scenario Allow(string http) => Rules($"[{{action: Allow, protocol: TCP, http: {http}}}]");

    [Theory]
    [InlineData("{methods: [GET]}", "GET")]
    [InlineData("{methods: [PUT, GET]}", "GET")]
    [InlineData("{methods: ['*']}", "BREW")]
    [InlineData("{methods: []}", "GET")]
    [InlineData("{}", "GET")]
    public void A_method_matches_as_it_is_written_or_any(string http, string method) =>
        Allow(http).Carrying(method, "/a").Allows("bank/web", "shop/db", ingress: ReasonCode.AdmittedByRule);

    [Theory]
    [InlineData("{methods: [GET]}", "get")]
    [InlineData("{methods: [GET]}", "POST")]
    public void Methods_are_case_sensitive(string http, string method) =>
        Allow(http).Carrying(method, "/a").Denies("bank/web", "shop/db", ingress: ReasonCode.TierDefaultDeny);

    [Theory]
    [InlineData("{exact: /a}", "/a")]
    [InlineData("{exact: /a}", "/a/")]
    [InlineData("{exact: /a}", "/a?b=c")]
    [InlineData("{exact: /a}", "/a#b")]
    [InlineData("{exact: /a}", "/%61")]
    [InlineData("{exact: /a}", "//a")]
    [InlineData("{exact: /a}", "/./a")]
    [InlineData("{exact: /a}", "/b/../a")]
    [InlineData("{exact: /a}", "/../a")]
    [InlineData("{exact: /a}", "\\a", false)]
    [InlineData("{exact: /a/b}", "/a\\b")]
    [InlineData("{exact: /a/b}", "/a;x=1/b;y")]
    [InlineData("{exact: /a}", "/b/..;x/a")]
    [InlineData("{exact: /a/}", "/a")]
    [InlineData("{exact: /ä}", "/%C3%A4")]
    [InlineData("{exact: /a}", "/a/b", false)]
    [InlineData("{exact: /a}", "/A", false)]
    [InlineData("{exact: /}", "/")]
    [InlineData("{prefix: /a}", "/a")]
    [InlineData("{prefix: /a}", "/a/b/c")]
    [InlineData("{prefix: /a/}", "/a/b")]
    [InlineData("{prefix: /a}", "/ab", false)]
    [InlineData("{prefix: /a}", "/a/../b", false)]
    [InlineData("{prefix: /}", "/anything")]
    [InlineData("{prefix: /}", "/%2e%2e%2fa")]
    [InlineData("{prefix: /}", "/%252e", false)]
    [InlineData("{prefix: /}", "/%252F", false)]
    [InlineData("{prefix: /}", "/%255c", false)]
    [InlineData("{prefix: /}", "/%00", false)]
    [InlineData("{prefix: /}", "/%", false)]
    [InlineData("{prefix: /}", "/%4", false)]
    [InlineData("{prefix: /}", "/%zz", false)]
    [InlineData("{prefix: /}", "a", false)]
    [InlineData("{prefix: /}", "", false)]
    public void Paths_are_compared_in_their_normal_form(string path, string asked, bool matches = true)
    {
        Scenario scenario = Allow($"{{paths: [{path}]}}").Carrying("GET", asked);
        _ = matches ? scenario.Allows("bank/web", "shop/db") : scenario.Denies("bank/web", "shop/db");
    }

    [Fact]
    public void Method_and_path_must_both_match()
    {
        Scenario scenario = Allow("{methods: [GET], paths: [{prefix: /a}]}");
        scenario.Carrying("GET", "/a").Allows("bank/web", "shop/db");
        scenario.Carrying("GET", "/b").Denies("bank/web", "shop/db");
        scenario.Carrying("PUT", "/a").Denies("bank/web", "shop/db");
    }

    [Fact]
    public void A_rule_for_another_request_is_passed_over()
    {
        Scenario scenario = Rules("[{action: Allow, protocol: TCP, http: {methods: [GET]}}, {action: Deny, source: {selector: app == 'web'}}, {action: Allow}]");
        scenario.Carrying("GET", "/").Allows("shop/web", "shop/db");
        scenario.Carrying("PUT", "/").Denies("shop/web", "shop/db", ingress: ReasonCode.DeniedByRule);
        scenario.Carrying("PUT", "/").Allows("bank/web", "shop/db");
    }

    [Fact]
    public void Without_a_request_the_verdict_is_unknown_where_it_matters()
    {
        Allow("{methods: [GET]}").IsUnknown("bank/web", "shop/db", ingress: ReasonCode.HttpRequestUnknown);
        Allow("{}").Allows("bank/web", "shop/db");
        Rules("[{action: Allow, protocol: TCP, http: {methods: [GET]}}, {action: Allow}]").Allows("bank/web", "shop/db");
    }

    [Fact]
    public void What_is_not_known_of_a_request_matters_where_it_is_asked_for()
    {
        Scenario scenario = Allow("{methods: [GET], paths: [{prefix: /a}]}");
        scenario.Carrying("GET", null).IsUnknown("bank/web", "shop/db");
        scenario.Carrying("PUT", null).Denies("bank/web", "shop/db");
        scenario.Carrying(null, "/a").IsUnknown("bank/web", "shop/db");
        scenario.Carrying(null, "/b").Denies("bank/web", "shop/db");
    }

    [Fact]
    public void What_is_no_TCP_carries_no_request()
    {
        Scenario scenario = Rules("[{action: Allow, http: {methods: [GET]}}]").Carrying("PUT", "/");
        scenario.Denies("bank/web", "shop/db");
        scenario.Allows("bank/web", "shop/db", "udp/80");
        Allow("{methods: [GET]}").Denies("bank/web", "shop/db", "udp/80");
    }

    [Fact]
    public void Packet_filters_do_not_see_requests()
    {
        foreach (EnforcementProfile profile in (EnforcementProfile[])[EnforcementProfile.CalicoIptables, EnforcementProfile.CalicoNftables, EnforcementProfile.CalicoEbpf])
        {
            Allow("{methods: [GET]}").Under(profile).Carrying("PUT", "/").Allows("bank/web", "shop/db");
        }
    }

    [Fact]
    public void No_proxy_stands_before_a_host_endpoint()
    {
        Scenario scenario = Scenario.Global("types: [Ingress]\ningress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}]", """
            apiVersion: projectcalico.org/v3
            kind: HostEndpoint
            metadata: {name: eth0}
            spec: {node: n1, interfaceName: eth0, expectedIPs: [10.9.0.1]}
            """).Under(EnforcementProfile.CalicoApplicationLayer).Carrying("PUT", "/");
        scenario.Allows("203.0.113.7", "10.9.0.1", "tcp/8080");
        scenario.Denies("203.0.113.7", "shop/db", "tcp/8080");
    }

    [Fact]
    public void Rules_of_profiles_ask_for_requests_too()
    {
        Scenario scenario = Scenario.Alone("""
            {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIP: 10.0.0.1}}
            ---
            apiVersion: projectcalico.org/v3
            kind: WorkloadEndpoint
            metadata: {name: n1-k8s-vm-eth0, namespace: shop}
            spec: {node: n1, orchestrator: k8s, pod: vm, endpoint: eth0, interfaceName: cali1, ipNetworks: [10.0.0.9/32], profiles: [p]}
            ---
            apiVersion: projectcalico.org/v3
            kind: Profile
            metadata: {name: p}
            spec: {ingress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}]}
            """).Under(EnforcementProfile.CalicoApplicationLayer);
        scenario.Carrying("GET", "/").Allows("shop/web", "10.0.0.9");
        scenario.Carrying("PUT", "/").Denies("shop/web", "10.0.0.9");
        scenario.IsUnknown("shop/web", "10.0.0.9");
        scenario.Under(EnforcementProfile.CalicoIptables).Carrying("PUT", "/").Allows("shop/web", "10.0.0.9");
    }

    [Theory]
    [InlineData("action: Allow, protocol: UDP")]
    [InlineData("action: Allow, protocol: 6")]
    [InlineData("action: Pass, protocol: TCP")]
    public void Only_rules_that_allow_TCP_by_its_name_or_no_protocol_may_ask(string rule) =>
        Scenario.Calico($"ingress: [{{{rule}, http: §{{methods: [GET]}}}}]").Reports("PE3031");

    [Fact]
    public void A_rule_for_another_request_does_not_match_whatever_else_is_open()
    {
        Scenario scenario = Scenario.Calico("{types: [Ingress], ingress: [{action: Allow, source: {services: {name: nowhere, namespace: shop}}, http: {methods: [GET]}}]}").Under(EnforcementProfile.CalicoApplicationLayer);
        scenario.Carrying("GET", "/").IsUnknown("bank/web", "shop/db");
        scenario.Carrying("PUT", "/").Denies("bank/web", "shop/db");
        scenario.Carrying("PUT", "/").IsUnknown("bank/web", "shop/db", "udp/80");
    }

    [Fact]
    public void Staged_policies_about_requests_are_pending()
    {
        Scenario scenario = Scenario.Of(Scenario.CalicoPolicy("policy", "selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}]", "StagedNetworkPolicy"))
            .Under(EnforcementProfile.CalicoApplicationLayer);
        scenario.Carrying("PUT", "/").Allows("bank/web", "shop/db");
        scenario.Pending.Carrying("PUT", "/").Denies("bank/web", "shop/db");
        scenario.Pending.Carrying("GET", "/").Allows("bank/web", "shop/db");
    }

    [Theory]
    [InlineData("PUT", "/b", RuleCondition.HttpMethod, "method GET or HEAD")]
    [InlineData("GET", "/b", RuleCondition.HttpPath, "path /a and below or /c")]
    [InlineData(null, "/b", RuleCondition.HttpPath, "path /a and below or /c")]
    public void A_rule_for_another_request_tells_what_it_asks_for(string? method, string path, RuleCondition condition, string required)
    {
        PolicySnapshot snapshot = Allow("{methods: [GET, HEAD], paths: [{prefix: /a}, {exact: /c}]}").Loaded.Snapshot;
        var flow = new Flow(snapshot.PartyOf("bank/web"), snapshot.PartyOf("shop/db"), TrafficPoint.Ports(Protocol.Tcp, 80)) { Http = new HttpRequest(method, path) };

        Explanation explanation = snapshot.Explain(flow);

        Assert.Equal(flow, explanation.Flow);
        RuleMismatch mismatch = Assert.Single(explanation.Ingress.WhyNot!.Nearest).Step.Mismatch!;
        Assert.Equal((condition, required), (mismatch.Condition, mismatch.Required));
        Assert.Equal($"request is {method ?? "*"} {path}", mismatch.Observed);
    }
}
