using PolicyEngine.Model;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Effective labels and which addresses a selector in a rule stands for.</summary>
public sealed class CalicoLabelTests
{
    private static Selectors.LabelSet LabelsOf(string documents, string endpoint) =>
        Scenario.Of(documents).Loaded.Snapshot.Model.Endpoints.Single(candidate => candidate.ToString() == endpoint).Labels;

    [Fact]
    public void Row_41_a_pods_own_pcns_and_pcsa_labels_are_stripped()
    {
        Selectors.LabelSet labels = LabelsOf("""
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {pcns.team: forged, pcsa.role: forged, pcnsx: kept}}}
            """, "shop/a");
        Assert.Equal("red", labels["pcns.team"]);
        Assert.Null(labels["pcsa.role"]);
        Assert.Equal("kept", labels["pcnsx"]);
    }

    [Fact]
    public void Row_41_a_network_set_keeps_its_own_pcns_and_pcsa_labels()
    {
        Selectors.LabelSet labels = Assert.Single(Scenario.Of("""
            {apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: s, namespace: shop, labels: {pcns.x: own, pcsa.x: own}}, spec: {nets: [192.0.2.0/24]}}
            """).IsClean().Loaded.Snapshot.Model.NetworkSets).Labels;
        Assert.Equal("own", labels["pcns.x"]);
        Assert.Equal("own", labels["pcsa.x"]);
    }

    [Fact]
    public void Namespace_orchestrator_and_service_account_are_forced()
    {
        Selectors.LabelSet labels = LabelsOf("""
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: bank, labels: {projectcalico.org/namespace: x, projectcalico.org/orchestrator: x, projectcalico.org/serviceaccount: x}}, spec: {serviceAccountName: cashier}}
            """, "bank/a");
        Assert.Equal("bank", labels["projectcalico.org/namespace"]);
        Assert.Equal("k8s", labels["projectcalico.org/orchestrator"]);
        Assert.Equal("cashier", labels["projectcalico.org/serviceaccount"]);
    }

    [Fact]
    public void Namespace_and_service_account_lend_their_labels_and_names()
    {
        Selectors.LabelSet labels = LabelsOf("", "bank/web");
        Assert.Equal("blue", labels["pcns.team"]);
        Assert.Equal("bank", labels["pcns.projectcalico.org/name"]);
        Assert.Equal("till", labels["pcsa.role"]);
        Assert.Equal("cashier", labels["pcsa.projectcalico.org/name"]);
    }

    [Fact]
    public void The_lent_name_overwrites_a_label_of_that_name() =>
        Assert.Equal("lab", LabelsOf("""
            {apiVersion: v1, kind: Namespace, metadata: {name: lab, labels: {projectcalico.org/name: forged}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: lab}}
            """, "lab/a")["pcns.projectcalico.org/name"]);

    /// <summary>The API server fills the name in before anything else sees the pod.</summary>
    [Fact]
    public void A_pod_without_service_account_runs_as_default() =>
        Assert.Equal("default", LabelsOf("", "shop/web")["projectcalico.org/serviceaccount"]);

    [Fact]
    public void An_own_label_wins_over_a_lent_one_and_the_first_profile_over_the_second()
    {
        Selectors.LabelSet labels = LabelsOf("""
            apiVersion: projectcalico.org/v3
            kind: Profile
            metadata: {name: one}
            spec: {labelsToApply: {a: one, b: one}}
            ---
            apiVersion: projectcalico.org/v3
            kind: Profile
            metadata: {name: two}
            spec: {labelsToApply: {a: two, b: two, c: two}}
            ---
            apiVersion: projectcalico.org/v3
            kind: WorkloadEndpoint
            metadata: {name: x, namespace: shop, labels: {a: own}}
            spec: {pod: wep, orchestrator: k8s, profiles: [one, two], ipNetworks: [10.5.5.5/32]}
            """, "shop/wep");
        Assert.Equal("own", labels["a"]);
        Assert.Equal("one", labels["b"]);
        Assert.Equal("two", labels["c"]);
        Assert.Equal("shop", labels["projectcalico.org/namespace"]);
        Assert.Equal("k8s", labels["projectcalico.org/orchestrator"]);
    }

    [Fact]
    public void A_network_set_is_in_its_namespace_and_keeps_its_pcns_labels_and_has_no_orchestrator()
    {
        NetworkSet set = Assert.Single(Scenario.Of("""
            apiVersion: projectcalico.org/v3
            kind: NetworkSet
            metadata: {name: s, namespace: bank, labels: {pcns.team: own, projectcalico.org/namespace: forged}}
            spec: {nets: [192.0.2.0/24]}
            """).Loaded.Snapshot.Model.NetworkSets);
        Assert.Equal("own", set.Labels["pcns.team"]);
        Assert.Equal("yes", set.Labels["pcns.secret"]);
        Assert.Equal("bank", set.Labels["projectcalico.org/namespace"]);
        Assert.Null(set.Labels["projectcalico.org/orchestrator"]);
    }

    private const string Sets = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: partners, labels: {kind: partner}}
        spec: {nets: [198.51.100.9/24, 203.0.113.7, 10.0.1.1/32, "2001:db8::/32"]}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkSet
        metadata: {name: tills, namespace: bank, labels: {kind: till}}
        spec: {nets: [192.0.2.0/25]}
        """;

    private static Scenario From(string source) => Scenario.Calico($"{{selector: app == 'db', ingress: [{{action: Allow, source: {source}}}]}}", Sets);

    private static Scenario GlobalFrom(string source) => Scenario.Global($"{{selector: app == 'db', ingress: [{{action: Allow, source: {source}}}]}}", Sets);

    [Fact]
    public void Nets_of_sets_need_not_be_masked_and_bare_addresses_are_one_address() => GlobalFrom("{selector: kind == 'partner'}").IsClean()
        .Allows("198.51.100.1", "shop/db")
        .Allows("203.0.113.7", "shop/db")
        .Denies("203.0.113.8", "shop/db")
        .Allows("2001:db8::5", "fd00::2")
        .Denies("2001:db9::5", "fd00::2");

    [Fact]
    public void A_set_that_covers_a_pods_address_makes_the_pod_match() => GlobalFrom("{selector: kind == 'partner'}")
        .Allows("bank/web", "shop/db")
        .Denies("bank/db", "shop/db");

    [Fact]
    public void An_address_shared_by_two_pods_matches_if_either_does() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("p", "{selector: app == 'db', ingress: [{action: Allow, source: {selector: app == 'twin'}}]}"),
        "{apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: shop, labels: {app: twin}}, status: {podIP: 10.0.0.3}}"))
        .Allows("shop/twin", "shop/db")
        .Allows("shop/bare", "shop/db")
        .Denies("shop/web", "shop/db");

    [Fact]
    public void Row_96_an_address_shared_by_two_pods_stays_in_if_the_negated_selector_excludes_only_one() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("p", "{selector: app == 'db', ingress: [{action: Allow, source: {selector: all(), notSelector: app == 'twin'}}]}"),
        "{apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: shop, labels: {app: twin}}, status: {podIP: 10.0.0.3}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: loner, namespace: shop, labels: {app: twin}}, status: {podIP: 10.0.0.4}}"))
        .Allows("shop/twin", "shop/db")
        .Denies("shop/loner", "shop/db");

    [Fact]
    public void Row_99_a_finished_pod_matches_nothing() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("p", "{selector: app == 'db', ingress: [{action: Allow, source: {selector: app == 'done'}}]}"),
        "{apiVersion: v1, kind: Pod, metadata: {name: done, namespace: shop, labels: {app: done}}, status: {phase: Succeeded, podIP: 10.0.0.3}}"))
        .Denies("shop/bare", "shop/db");

    [Fact]
    public void Namespaced_sets_are_met_by_rules_of_their_namespace_and_by_namespace_selectors()
    {
        From("{selector: kind == 'till'}").Denies("192.0.2.1", "shop/db");
        From("{selector: kind == 'till', namespaceSelector: team == 'blue'}").Allows("192.0.2.1", "shop/db").Denies("192.0.2.129", "shop/db");
        From("{selector: kind == 'partner'}").Denies("203.0.113.7", "shop/db");
        From("{selector: kind == 'partner', namespaceSelector: global()}").Allows("203.0.113.7", "shop/db");
    }

    [Fact]
    public void Row_40_a_namespace_selector_of_all_includes_namespaced_sets() => GlobalFrom("{namespaceSelector: all()}")
        .Allows("192.0.2.1", "shop/db")
        .Denies("203.0.113.7", "shop/db")
        .Allows("bank/db", "shop/db");

    [Fact]
    public void Row_38_a_namespace_selector_of_not_all_is_what_is_in_no_namespace()
    {
        MatchesOnlyTheGlobalSet(GlobalFrom("{namespaceSelector: \"!all()\"}"));
        MatchesOnlyTheGlobalSet(From("{namespaceSelector: \"!all()\"}"));
    }

    [Fact]
    public void Row_39_a_negative_namespace_selector_is_met_by_global_sets()
    {
        MatchesOnlyTheGlobalSet(GlobalFrom("{namespaceSelector: \"!has(team)\"}"));
        MatchesOnlyTheGlobalSet(From("{namespaceSelector: \"!has(team)\"}"));
    }

    private static void MatchesOnlyTheGlobalSet(Scenario scenario) => scenario.IsClean()
        .Allows("203.0.113.7", "shop/db")
        .Denies("192.0.2.1", "shop/db")
        .Denies("192.0.2.200", "shop/db")
        .Denies("bank/db", "shop/db")
        .Denies("shop/web", "shop/db");

    [Fact]
    public void Row_43_a_global_set_that_claims_a_namespace_is_refused_and_matched_as_if_it_were_there() => Scenario.Calico(
        "{selector: app == 'db', ingress: [{action: Allow, source: {selector: kind == 'partner'}}]}", """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: partners, labels: {kind: partner, projectcalico.org/namespace: §shop}}
        spec: {nets: [203.0.113.7]}
        """).Reports("PE3053").Allows("203.0.113.7", "shop/db");

    [Fact]
    public void Row_105_a_set_may_hold_everything() => Scenario.Global("{selector: app == 'db', ingress: [{action: Allow, source: {selector: kind == 'all'}}]}", """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: all, labels: {kind: all}}
        spec: {nets: [0.0.0.0/0]}
        """).IsClean().Allows("192.0.2.1", "shop/db").Allows("bank/db", "shop/db").Denies("2001:db8::1", "fd00::2");

    [Fact]
    public void Policies_never_govern_sets() => Scenario.Global("selector: kind == 'partner'", Sets).Allows("shop/web", "203.0.113.7");

    [Fact]
    public void A_set_with_an_entry_that_is_no_address_is_reported_and_keeps_the_others() => Scenario.Global(
        "{selector: app == 'db', ingress: [{action: Allow, source: {selector: kind == 'x'}}]}", """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: x, labels: {kind: x}}
        spec: {nets: [203.0.113.7, §junk]}
        """).Reports("PE3006").Allows("203.0.113.7", "shop/db");

    [Fact]
    public void Kubernetes_peers_never_match_sets() => Scenario.Of(Scenario.Documents(
        Scenario.KubernetesPolicy("p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}, {podSelector: {matchLabels: {kind: till}}, namespaceSelector: {matchExpressions: [{key: none, operator: DoesNotExist}]}}]}]}"), Sets))
        .Denies("192.0.2.1", "shop/db")
        .Denies("203.0.113.7", "shop/db");
}
