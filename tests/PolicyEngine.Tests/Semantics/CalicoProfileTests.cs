using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Profiles decide where no policy does, in the order the endpoint lists them.</summary>
public sealed class CalicoProfileTests
{
    private static string Profile(string name, string spec) => $"{{apiVersion: projectcalico.org/v3, kind: Profile, metadata: {{name: {name}}}, spec: {spec}}}";

    private static Scenario With(string profiles, params ReadOnlySpan<string> documents) => Scenario.Of(Scenario.Documents(
        [$"{{apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {{name: x, namespace: shop}}, spec: {{pod: wep, orchestrator: k8s, interfaceName: cali1, profiles: [{profiles}], ipNetworks: [10.5.5.5/32], ports: [{{name: http, protocol: TCP, port: 90}}]}}}}", .. documents]));

    [Theory]
    [InlineData("kns.shop")]
    [InlineData("projectcalico-default-allow")]
    [InlineData("ksa.shop.default, kns.shop")]
    public void The_profiles_of_a_namespace_and_default_allow_allow(string profiles) => With(profiles).IsClean().Allows("bank/web", "shop/wep").Allows("shop/wep", "bank/web");

    [Theory]
    [InlineData("")]
    [InlineData("ksa.shop.default")]
    public void Without_a_profile_that_allows_traffic_is_denied(string profiles) => With(profiles).IsClean()
        .Denies("bank/web", "shop/wep", ingress: ReasonCode.ProfileDeny)
        .Denies("shop/wep", "bank/web", egress: ReasonCode.ProfileDeny);

    [Fact]
    public void Row_91_a_missing_profile_drops_everything_with_a_warning() =>
        With("missing").ReportsOnly("PE3012").Denies("bank/web", "shop/wep", ingress: ReasonCode.ProfileDeny).Denies("shop/wep", "bank/web");

    [Fact]
    public void Row_92_a_missing_profile_drops_at_its_place_in_the_list()
    {
        With("missing, kns.shop").Denies("bank/web", "shop/wep");
        With("kns.shop, missing").Allows("bank/web", "shop/wep");
    }

    /// <summary>Source spoofing is disabled unless Felix is told otherwise.</summary>
    [Fact]
    public void Row_95_an_endpoint_that_asks_for_source_spoofing_is_missing_and_drops_everything()
    {
        const string Spoofer = """
            apiVersion: projectcalico.org/v3
            kind: WorkloadEndpoint
            metadata: {name: x, namespace: shop, labels: {app: spoofer}}
            spec: {pod: wep, orchestrator: k8s, interfaceName: cali1, profiles: [kns.shop], ipNetworks: [10.5.5.5/32], allowSpoofedSourcePrefixes: [192.0.2.0/24]}
            """;
        Scenario.Of("§" + Spoofer).Reports("PE3004").ReportsOnly("PE3004")
            .Denies("bank/web", "shop/wep", ingress: ReasonCode.ProfileDeny)
            .Denies("shop/wep", "bank/web", egress: ReasonCode.ProfileDeny);
        Scenario.Global("{ingress: [{action: Allow}], egress: [{action: Allow}]}", Spoofer).Denies("bank/web", "shop/wep").Denies("shop/wep", "bank/web");
        Scenario.Global("{selector: app == 'db', ingress: [{action: Deny, source: {selector: app == 'spoofer'}}, {action: Allow}]}", Spoofer)
            .Denies("shop/wep", "shop/db", "tcp/80", ReasonCode.ProfileDeny, ReasonCode.AdmittedByRule);
        Scenario.Of(Scenario.Documents(Spoofer, "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {workloadSourceSpoofing: Any}}"))
            .IsClean()
            .Allows("bank/web", "shop/wep");
    }

    /// <summary>The annotation is the field of the endpoint that Calico makes of the pod.</summary>
    [Theory]
    [InlineData("[\"192.0.2.0/24\"]", true)]
    [InlineData("[]", false)]
    public void Row_95_a_pod_that_asks_for_source_spoofing_by_annotation_is_missing_too(string prefixes, bool isMissing)
    {
        string spoofer = $"{{apiVersion: v1, kind: Pod, metadata: {{name: sp, namespace: shop, annotations: {{cni.projectcalico.org/allowedSourcePrefixes: '{prefixes}'}}}}, spec: {{nodeName: n1, containers: [{{name: c}}]}}, status: {{podIP: 10.5.5.5}}}}";
        if (isMissing)
        {
            Scenario.Of(Scenario.Documents(spoofer)).ReportsOnly("PE3004").Denies("bank/web", "shop/sp", ingress: ReasonCode.ProfileDeny).Denies("shop/sp", "bank/web");
        }
        else
        {
            Scenario.Of(Scenario.Documents(spoofer)).IsClean().Allows("bank/web", "shop/sp");
        }
    }

    [Fact]
    public void Profiles_are_asked_in_order() => With("one, two",
        Profile("one", "{ingress: [{action: Deny, protocol: TCP, destination: {ports: [http]}}]}"), Profile("two", "{ingress: [{action: Allow}]}"))
        .IsClean()
        .Denies("bank/web", "shop/wep", "tcp/90")
        .Allows("bank/web", "shop/wep", "tcp/91", ingress: ReasonCode.ProfileAllow)
        .Denies("shop/wep", "bank/web");

    [Fact]
    public void Row_93_pass_in_a_profile_goes_on_with_the_next_and_finally_denies()
    {
        string pass = Profile("pass", "{ingress: [{action: Pass}, {action: Allow}]}");
        With("pass", pass).Denies("bank/web", "shop/wep");
        With("pass, kns.shop", pass).Allows("bank/web", "shop/wep");
    }

    [Fact]
    public void Profiles_are_not_asked_where_a_policy_decides() => With("kns.shop", Scenario.CalicoPolicy("p", "{}")).Denies("bank/web", "shop/wep", ingress: ReasonCode.TierDefaultDeny);

    [Fact]
    public void Selectors_in_a_profile_are_bound_to_no_namespace() => With("one", Profile("one", "{ingress: [{action: Allow, source: {selector: app == 'web'}}]}"))
        .Allows("bank/web", "shop/wep")
        .Denies("bank/db", "shop/wep");

    [Theory]
    [InlineData("{§ingres: [{action: Allow}]}", "PE3001")]
    [InlineData("{ingress: §{action: Allow}}", "PE3002")]
    [InlineData("{ingress: [{action: §allow}]}", "PE3004")]
    [InlineData("{ingress: [{action: Allow, protocol: §tcp}]}", "PE3028")]
    public void A_profile_with_an_error_makes_verdicts_unknown(string spec, string code) => With("one", Profile("one", spec)).Reports(code).IsUnknown("bank/web", "shop/wep");

    [Fact]
    public void Kubernetes_policies_govern_a_workload_endpoint_of_that_orchestrator() => With("kns.shop", Scenario.KubernetesPolicy("p", "podSelector: {}")).Denies("bank/web", "shop/wep");
}
