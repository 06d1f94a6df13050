using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Which endpoints a Calico policy governs, and which addresses the two sides of its rules stand for.</summary>
public sealed class CalicoSelectorTests
{
    private const string Partner = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: partners, labels: {app: web}}
        spec: {nets: [203.0.113.0/24]}
        """;

    private static Scenario Source(string source) => Scenario.Calico($"{{selector: app == 'db', ingress: [{{action: Allow, source: {source}}}]}}", Partner);

    private static void MakesTheNamespaceUnknown(string spec, string code = "PE2001") => Scenario.Calico(spec)
        .Reports(code)
        .ReportsOnly(code)
        .IsUnknown("bank/web", "shop/web")
        .IsUnknown("shop/web", "192.0.2.1")
        .Allows("bank/web", "bank/db");

    private static void MakesEverythingUnknown(string spec, string code = "PE2001") => Scenario.Global(spec)
        .Reports(code)
        .ReportsOnly(code)
        .IsUnknown("bank/web", "shop/web")
        .IsUnknown("shop/web", "bank/web");

    private static Model.Policy PolicyOf(Scenario scenario) => Assert.Single(scenario.Loaded.Snapshot.Model.Policies);

    private static string SubjectOf(Scenario scenario) => PolicyOf(scenario).Subject.Text;

    private static Scenario GlobalSource(string source) => Scenario.Global($"{{selector: app == 'db', ingress: [{{action: Allow, source: {source}}}]}}", Partner);

    [Theory]
    [InlineData("{}")]
    [InlineData("{selector: \"\"}")]
    [InlineData("{selector: all()}")]
    public void An_empty_selector_of_a_network_policy_is_every_pod_of_the_namespace(string spec) => Scenario.Calico(spec).IsClean()
        .Denies("bank/web", "shop/web", "tcp/80", ReasonCode.EgressNotIsolated, ReasonCode.TierDefaultDeny)
        .Allows("shop/web", "bank/web");

    [Theory]
    [InlineData("{}")]
    [InlineData("{selector: all()}")]
    [InlineData("{selector: \" \"}")]
    [InlineData("{namespaceSelector: all()}")]
    [InlineData("{namespaceSelector: \" \"}")]
    [InlineData("{serviceAccountSelector: all()}")]
    [InlineData("{selector: all(), namespaceSelector: all(), serviceAccountSelector: all()}")]
    public void An_empty_selector_of_a_global_policy_is_every_pod(string spec) => Scenario.Global(spec).IsClean()
        .Denies("bank/web", "shop/web")
        .Denies("shop/web", "bank/web");

    /// <summary>Felix would discard the policy; that nobody meant, so that it is reported and its verdicts are unknown.</summary>
    [Theory]
    [InlineData("{selector: \" \"}")]
    [InlineData("{selector: \"\\t\"}")]
    public void Row_24_a_blank_selector_of_a_network_policy_composes_to_nothing_and_is_refused(string spec) => Scenario.Calico(spec)
        .ReportsOnly("PE2001")
        .IsUnknown("bank/web", "shop/web")
        .Allows("bank/web", "bank/db");

    [Fact]
    public void A_blank_selector_beside_a_namespace_selector_of_a_global_policy_is_refused() =>
        Scenario.Global("{selector: \" \", namespaceSelector: team == 'red'}").ReportsOnly("PE2001").IsUnknown("bank/web", "shop/web");

    [Fact]
    public void Selectors_of_a_policy_must_all_hold() => Scenario.Global("{selector: app == 'web', namespaceSelector: team == 'blue', serviceAccountSelector: role == 'till'}").IsClean()
        .Denies("shop/db", "bank/web")
        .Allows("shop/db", "bank/db")
        .Allows("shop/db", "shop/web");

    [Fact]
    public void Row_17_all_beside_a_namespace_selector_is_what_has_a_namespace()
    {
        Scenario scenario = Scenario.Global("{selector: all(), namespaceSelector: team == 'red'}").IsClean();
        Assert.Equal("(has(projectcalico.org/namespace) && pcns.team == \"red\")", SubjectOf(scenario));
        scenario.Denies("bank/web", "shop/web").Allows("shop/web", "bank/web");
    }

    [Fact]
    public void Row_19_a_service_account_selector_of_all_restricts_only_a_global_policy_and_that_to_pods_with_an_account()
    {
        const string Nobody = "{apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {name: x, namespace: shop}, spec: {pod: wep, orchestrator: k8s, profiles: [kns.shop], ipNetworks: [10.5.5.5/32]}}";
        Scenario.Calico("serviceAccountSelector: all()", Nobody).IsClean().Denies("bank/web", "shop/bare").Denies("bank/web", "shop/wep");
        Scenario.Global("serviceAccountSelector: all()", Nobody).IsClean().Denies("bank/web", "shop/bare").Allows("192.0.2.1", "shop/wep");
    }

    [Fact]
    public void A_service_account_selector_of_a_network_policy_composes_with_or() =>
        Scenario.Of(Scenario.CalicoPolicy("p", "{selector: app == 'web', serviceAccountSelector: role == 'till' || role == 'x'}").Replace("namespace: shop", "namespace: bank", StringComparison.Ordinal))
            .Denies("shop/web", "bank/web")
            .Allows("shop/web", "bank/db");

    [Fact]
    public void Row_18_all_in_a_value_is_rewritten_when_a_namespace_selector_stands_beside_it()
    {
        Scenario scenario = Scenario.Global("{selector: app == 'all()', namespaceSelector: has(team)}").IsClean();
        Assert.Equal("(app == \"has(projectcalico.org/namespace)\" && has(pcns.team))", SubjectOf(scenario));
        scenario.Allows("bank/web", "shop/web");
        Assert.Equal("app == \"all()\"", SubjectOf(Scenario.Global("{selector: app == 'all()'}")));
    }

    [Fact]
    public void Row_102_all_in_a_value_of_a_rules_namespace_selector_is_rewritten_and_never_matches()
    {
        Scenario scenario = GlobalSource("{namespaceSelector: \"team == 'all()'\"}").IsClean();
        Assert.Equal("pcns.team == \"has(projectcalico.org/namespace)\"", PolicyOf(scenario).Ingress[0].Source.Selector?.Text);
        scenario.Denies("shop/web", "shop/db").Denies("bank/web", "shop/db").Denies("192.0.2.1", "shop/db");
    }

    /// <summary>Calico would ignore the selector and govern the whole namespace.</summary>
    [Fact]
    public void Row_20_a_service_account_selector_that_does_not_parse_may_leave_out_any_pod_of_the_namespace() =>
        MakesTheNamespaceUnknown("{serviceAccountSelector: §\"a ==\"}");

    /// <summary>Calico would ignore the selector and govern everything.</summary>
    [Fact]
    public void Row_21_a_namespace_selector_that_does_not_parse_may_leave_out_any_pod() =>
        MakesEverythingUnknown("{namespaceSelector: §\"a ==\"}");

    /// <summary>Felix would discard the policy.</summary>
    [Fact]
    public void Row_22_a_policys_selector_that_does_not_parse_may_select_any_pod()
    {
        MakesTheNamespaceUnknown("{selector: §\"a ==\"}");
        MakesEverythingUnknown("{selector: §\"a &\"}");
    }

    /// <summary>Pasted into the composed selector, the text would parse and select every pod of the cluster.</summary>
    [Theory]
    [InlineData("{selector: §\"a == 'b') || (all()\"}")]
    [InlineData("{serviceAccountSelector: §\"a == 'b') || (all()\"}")]
    public void Row_23_a_selector_that_closes_a_bracket_it_did_not_open_never_escapes_its_namespace(string spec) =>
        MakesTheNamespaceUnknown(spec);

    [Fact]
    public void Row_103_global_as_namespace_selector_of_a_global_policy_is_refused() =>
        MakesEverythingUnknown("{namespaceSelector: §global()}", "PE3049");

    [Theory]
    [InlineData("{selector: §global()}")]
    [InlineData("{selector: §\"x == 'global('\"}")]
    public void A_policys_selector_never_mentions_global(string spec) => MakesTheNamespaceUnknown(spec, "PE3049");

    [Fact]
    public void A_selector_may_have_1024_characters()
    {
        string Of(int length) => "a == '" + new string('x', length - 7) + "'";
        Scenario.Calico($"{{selector: \"{Of(1024)}\"}}").IsClean();
        Scenario.Calico($"{{selector: §\"{Of(1025)}\"}}").Reports("PE3048");
    }

    [Fact]
    public void Row_25_a_label_that_becomes_too_long_by_its_prefix_is_refused()
    {
        Scenario.Global($"{{namespaceSelector: \"has({new string('a', 507)})\"}}").IsClean();
        Scenario.Global($"{{namespaceSelector: \"has({new string('a', 510)})\"}}").ReportsOnly("PE2001").IsUnknown("bank/web", "shop/web");
    }

    [Fact]
    public void A_side_without_selectors_is_every_address() => Source("{}").Allows("192.0.2.1", "shop/db").Allows("bank/web", "shop/db");

    [Fact]
    public void A_selector_of_a_network_policys_rule_is_bound_to_the_namespace() => Source("{selector: app == 'web'}")
        .Allows("shop/web", "shop/db")
        .Denies("bank/web", "shop/db")
        .Denies("203.0.113.1", "shop/db");

    [Fact]
    public void A_selector_of_a_global_policys_rule_is_bound_to_nothing() => GlobalSource("{selector: app == 'web'}")
        .Allows("shop/web", "shop/db")
        .Allows("bank/web", "shop/db")
        .Allows("203.0.113.1", "shop/db")
        .Denies("192.0.2.1", "shop/db");

    [Fact]
    public void Row_36_a_lone_negated_selector_of_a_network_policy_implies_the_own_namespace() => Source("{notSelector: app == 'web'}")
        .Allows("shop/bare", "shop/db")
        .Denies("shop/web", "shop/db")
        .Denies("bank/db", "shop/db")
        .Denies("192.0.2.1", "shop/db");

    [Fact]
    public void Row_37_a_lone_negated_selector_of_a_global_policy_matches_unknown_addresses() => GlobalSource("{notSelector: app == 'web'}")
        .Allows("192.0.2.1", "shop/db")
        .Allows("bank/db", "shop/db")
        .Denies("bank/web", "shop/db")
        .Denies("203.0.113.1", "shop/db");

    [Fact]
    public void A_negation_inside_a_selector_never_matches_unknown_addresses() => GlobalSource("{selector: \"!(app == 'web')\"}")
        .Denies("192.0.2.1", "shop/db")
        .Allows("shop/bare", "shop/db");

    [Fact]
    public void A_namespace_selector_takes_the_place_of_the_own_namespace() => Source("{selector: app == 'web', namespaceSelector: team == 'blue'}")
        .Allows("bank/web", "shop/db")
        .Denies("shop/web", "shop/db")
        .Denies("bank/db", "shop/db");

    [Theory]
    [InlineData("global()")]
    [InlineData("\"global( )\"")]
    [InlineData("\" global() \"")]
    public void Global_in_a_rule_is_what_has_no_namespace(string selector) => Source($"{{selector: app == 'web', namespaceSelector: {selector}}}").IsClean()
        .Allows("203.0.113.1", "shop/db")
        .Denies("shop/web", "shop/db");

    [Theory]
    [InlineData("§\"(global())\"")]
    [InlineData("§\"!global()\"")]
    [InlineData("§\"global() || all()\"")]
    [InlineData("§\"x == 'global('\"")]
    public void Global_must_stand_alone(string selector) => Source($"{{namespaceSelector: {selector}}}").Reports("PE3049").IsUnknown("shop/web", "shop/db");

    [Theory]
    [InlineData("selector")]
    [InlineData("notSelector")]
    public void Row_104_global_in_a_rules_other_selectors_is_refused(string field) => Source($"{{{field}: §global()}}").Reports("PE3049").IsUnknown("shop/web", "shop/db");

    [Fact]
    public void Service_accounts_by_name_are_of_the_own_namespace_unless_a_namespace_selector_says_otherwise()
    {
        Source("{serviceAccounts: {names: [cashier]}}").Denies("bank/web", "shop/db");
        Source("{serviceAccounts: {names: [cashier]}, namespaceSelector: all()}").Allows("bank/web", "shop/db").Denies("bank/db", "shop/db");
        Source("{serviceAccounts: {names: [default, other]}}").Allows("shop/web", "shop/db");
    }

    [Fact]
    public void Service_accounts_by_name_and_label_must_both_hold()
    {
        GlobalSource("{serviceAccounts: {names: [cashier], selector: role == 'till'}}").Allows("bank/web", "shop/db").Denies("bank/db", "shop/db");
        GlobalSource("{serviceAccounts: {names: [default], selector: role == 'till'}}").Denies("bank/web", "shop/db").Denies("bank/db", "shop/db");
    }

    [Fact]
    public void Row_35_empty_service_accounts_do_not_restrict() => Source("{serviceAccounts: {}}").Allows("192.0.2.1", "shop/db");

    [Fact]
    public void Service_accounts_with_a_selector_of_all_are_every_known_address() => GlobalSource("{serviceAccounts: {selector: all()}}")
        .Allows("203.0.113.1", "shop/db")
        .Denies("192.0.2.1", "shop/db");

    /// <summary>Calico pastes the names unchecked, so that the restriction vanishes; here the rule is not understood.</summary>
    [Fact]
    public void Row_34_a_service_account_name_with_a_quote_is_refused() =>
        Source("{serviceAccounts: {names: [§\"a'b\"]}}").Reports("PE3016").IsUnknown("192.0.2.1", "shop/db");

    [Fact]
    public void Row_26_a_blank_negated_selector_is_refused_where_felix_panics_and_is_all_where_it_stands_alone()
    {
        Source("{notSelector: \" \"}").ReportsOnly("PE2001").IsUnknown("shop/web", "shop/db");
        GlobalSource("{notSelector: \" \"}").IsClean().Allows("192.0.2.1", "shop/db").Denies("shop/web", "shop/db");
    }

    [Fact]
    public void A_blank_selector_of_a_rule_is_refused_in_a_network_policy_and_is_all_in_a_global_one()
    {
        Source("{selector: \" \"}").ReportsOnly("PE2001").IsUnknown("shop/web", "shop/db");
        GlobalSource("{selector: \" \"}").IsClean().Allows("shop/web", "shop/db").Denies("192.0.2.1", "shop/db");
    }

    [Fact]
    public void A_negated_selector_that_excludes_all_excludes_every_known_address() => GlobalSource("{notSelector: all()}").Denies("shop/web", "shop/db").Allows("192.0.2.1", "shop/db");

    [Fact]
    public void A_rules_selector_that_does_not_parse_leaves_other_rules_in_force() => Scenario.Calico("""
        selector: app == 'db'
        ingress:
        - {action: Allow, source: {selector: app == 'web'}}
        - {action: Deny, source: {selector: §"app =="}}
        - {action: Allow}
        """)
        .Reports("PE2001")
        .Allows("shop/web", "shop/db", ingress: ReasonCode.AdmittedByRule)
        .IsUnknown("shop/bare", "shop/db", ingress: ReasonCode.PolicyNotUnderstood)
        .Allows("shop/web", "bank/web");
}
