using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>The first condition of a rule that a flow fails, with what was observed and what is required.</summary>
public sealed class RuleMismatchTests
{
    [Theory]
    [InlineData("podSelector: {matchLabels: {app: web}}", "shop/db", RuleCondition.PodSelector, "source shop/db: pod label `app` is `db`", "pod label `app` is `web`")]
    [InlineData("podSelector: {matchLabels: {app: web}}", "shop/bare", RuleCondition.PodSelector, "source shop/bare: pod label `app` is absent", "pod label `app` is `web`")]
    [InlineData("podSelector: {matchExpressions: [{key: app, operator: Exists}]}", "shop/bare", RuleCondition.PodSelector, "source shop/bare: pod label `app` is absent", "pod label `app` is present")]
    [InlineData("podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}", "shop/db", RuleCondition.PodSelector, "source shop/db: pod label `app` is `db`", "pod label `app` is absent")]
    [InlineData("podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}", "shop/db", RuleCondition.PodSelector, "source shop/db: pod label `app` is `db`", "pod label `app` is `a` or `b`")]
    [InlineData("podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b, c, d, e, f]}]}", "shop/db", RuleCondition.PodSelector, "source shop/db: pod label `app` is `db`", "pod label `app` is `a` or `b` or `c` or `d` or one of 2 more")]
    [InlineData("podSelector: {matchLabels: {app: web}}", "bank/web", RuleCondition.NamespaceSelector, "source bank/web: namespace is `bank`", "namespace is `shop`")]
    [InlineData("namespaceSelector: {matchLabels: {team: red}}", "bank/web", RuleCondition.NamespaceSelector, "source bank/web: namespace label `team` is `blue`", "namespace label `team` is `red`")]
    [InlineData("podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}", "shop/db", RuleCondition.Selector, "source shop/db has other labels", "pods with app not in {\"db\"} in namespace shop")]
    [InlineData("podSelector: {matchLabels: {app: web}}", "203.0.113.7", RuleCondition.Selector, "source 203.0.113.7 is an address outside the cluster", "pods with app == \"web\" in namespace shop")]
    [InlineData("ipBlock: {cidr: 10.9.0.0/16}", "shop/db", RuleCondition.Nets, "source shop/db has address 10.0.0.2", "address in 10.9.0.0/16")]
    [InlineData("ipBlock: {cidr: 10.9.0.0/16}", "203.0.113.7", RuleCondition.Nets, "source 203.0.113.7", "address in 10.9.0.0/16")]
    [InlineData("ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.2/32]}", "shop/db", RuleCondition.NotNets, "source shop/db has address 10.0.0.2", "address not in 10.0.0.2/32")]
    [InlineData("ipBlock: {cidr: \"fd00::/64\"}", "shop/db", RuleCondition.AddressFamily, "traffic is IPv4", "IPv6")]
    public void A_peer_that_does_not_match_tells_the_first_condition_that_fails(string peer, string from, RuleCondition condition, string observed, string required)
    {
        RuleMismatch mismatch = Explained.Mismatch(Scenario.KubernetesPolicy("policy", $"{{podSelector: {{}}, ingress: [{{from: [{{{peer}}}]}}]}}"), from);

        Assert.Equal(new RuleMismatch(condition, observed, required), mismatch with { Distance = 0 });
    }

    [Theory]
    [InlineData("serviceAccounts: {names: [boss]}, namespaceSelector: all()", RuleCondition.ServiceAccountSelector, "source bank/web: service account is `cashier`", "service account is `boss`")]
    [InlineData("serviceAccounts: {selector: role == 'boss'}, namespaceSelector: all()", RuleCondition.ServiceAccountSelector, "source bank/web: service account label `role` is `till`", "service account label `role` is `boss`")]
    [InlineData("notSelector: app == 'web', nets: [10.0.0.0/8]", RuleCondition.NotSelector, "source bank/web has labels that the rule excludes", "labels that do not match app == \"web\"")]
    [InlineData("notNets: [10.0.1.0/24]", RuleCondition.NotNets, "source bank/web has address 10.0.1.1", "address not in 10.0.1.0/24")]
    [InlineData("nets: [10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24, 10.4.0.0/24, 10.5.0.0/24]", RuleCondition.Nets, "source bank/web has address 10.0.1.1", "address in 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24, 10.4.0.0/24 and more")]
    [InlineData("ports: [1024]", RuleCondition.SourcePort, "traffic is tcp/80", "TCP from source port 1024")]
    public void A_calico_side_that_does_not_match_tells_the_first_condition_that_fails(string source, RuleCondition condition, string observed, string required)
    {
        RuleMismatch mismatch = Explained.Mismatch(
            Scenario.GlobalPolicy("policy", $"{{types: [Ingress], ingress: [{{action: Allow, protocol: TCP, source: {{{source}}}}}]}}"), "bank/web");

        Assert.Equal(new RuleMismatch(condition, observed, required), mismatch with { Distance = 0 });
    }

    [Theory]
    [InlineData("{port: 443}", RuleCondition.Port, "traffic is tcp/80", "TCP 443")]
    [InlineData("{port: 53, protocol: UDP}", RuleCondition.Protocol, "traffic is tcp/80", "UDP 53")]
    [InlineData("{port: metrics}", RuleCondition.PortName, "destination shop/web declares no such port", "port named `metrics`")]
    public void A_rule_for_other_traffic_tells_protocol_port_or_name(string port, RuleCondition condition, string observed, string required)
    {
        RuleMismatch mismatch = Explained.Mismatch(Scenario.KubernetesPolicy("policy", $"{{podSelector: {{}}, ingress: [{{ports: [{port}]}}]}}"), "shop/db");

        Assert.Equal(new RuleMismatch(condition, observed, required), mismatch with { Distance = 0 });
    }

    [Fact]
    public void A_rule_for_another_message_of_ICMP_tells_type_and_code()
    {
        RuleMismatch mismatch = Explained.Mismatch(
            Scenario.CalicoPolicy("policy", "{types: [Ingress], ingress: [{action: Allow, protocol: ICMP, icmp: {type: 3}}]}"), "shop/db", TrafficPoint.Icmp(Protocol.Icmp, 8));

        Assert.Equal(RuleCondition.Icmp, mismatch.Condition);
        Assert.Equal("traffic is icmp/8/0", mismatch.Observed);
    }

    [Fact]
    public void The_detail_of_a_step_is_made_from_its_mismatch()
    {
        HalfExplanation ingress = Explained.Ingress(Scenario.KubernetesPolicy("policy", "{podSelector: {}, ingress: [{ports: [{port: 443}]}]}"), "shop/db");

        TraceStep step = Assert.Single(ingress.Steps, step => step.Kind == TraceStepKind.Rule);
        Assert.Equal("traffic is tcp/80; required: TCP 443", step.Detail);
        Assert.Equal(step.Mismatch!.ToString(), step.Detail);
    }

    [Fact]
    public void What_is_observed_and_required_is_short_however_long_the_rule_is()
    {
        string ports = string.Join(", ", Enumerable.Range(1, 400).Select(number => $"{{port: {number * 100}}}"));

        RuleMismatch mismatch = Explained.Mismatch(
            Scenario.KubernetesPolicy("policy", $"{{podSelector: {{}}, ingress: [{{ports: [{ports}]}}]}}"), "shop/db");

        Assert.Equal(240, mismatch.Required.Length);
        Assert.EndsWith("...", mismatch.Required, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_condition_has_its_own_code()
    {
        string[] codes = [.. Enum.GetValues<RuleCondition>().Select(condition => condition.ToText())];

        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Matches("^[A-Z]+(_[A-Z]+)*$", code));
    }
}
