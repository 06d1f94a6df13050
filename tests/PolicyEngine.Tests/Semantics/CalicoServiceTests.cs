namespace PolicyEngine.Tests.Semantics;

/// <summary>Services in Calico rules.</summary>
public sealed class CalicoServiceTests
{
    private const string Service = """
        {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank}, spec: {selector: {app: db}, ports: [{port: 5432, targetPort: 80}]}}
        """;

    private const string Slice = """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: db-1, namespace: bank, labels: {kubernetes.io/service-name: db}}
        endpoints: [{addresses: [10.0.1.2], conditions: {ready: false}}, {addresses: [203.0.113.9]}]
        ports: [{port: 80}, {port: 53, protocol: UDP}, {name: any}]
        """;

    private static Scenario Egress(string services, params string[] objects) =>
        Scenario.Of(Scenario.Documents([Scenario.CalicoPolicy("p", $"{{types: [Egress], egress: [{{action: Allow, destination: {{services: {services}}}}}]}}"), .. objects]));

    private static Scenario Ingress(string services, params string[] objects) =>
        Scenario.Of(Scenario.Documents([Scenario.CalicoPolicy("p", $"{{ingress: [{{action: Allow, source: {{services: {services}}}}}]}}"), .. objects]));

    [Fact]
    public void A_destination_service_is_its_addresses_on_its_target_ports() => Egress("{name: db, namespace: bank}", Slice)
        .IsClean()
        .Allows("shop/web", "bank/db")
        .Allows("shop/web", "203.0.113.9", "udp/53")
        .Denies("shop/web", "bank/db", "tcp/5432")
        .Denies("shop/web", "bank/db", "udp/80")
        .Denies("shop/web", "bank/web");

    [Fact]
    public void A_source_service_is_its_addresses_on_any_port() => Ingress("{name: db, namespace: bank}", Slice)
        .Allows("bank/db", "shop/web", "tcp/9999")
        .Allows("203.0.113.9", "shop/web", "icmp/8/0")
        .Denies("bank/web", "shop/web");

    /// <summary>Calico keeps no EndpointSlices in etcd, so that a service has no backends there; here the input has them or does not.</summary>
    [Fact]
    public void Row_77_backends_are_those_of_the_input_whatever_store_calico_uses()
    {
        Egress("{name: db, namespace: bank}", Slice).Allows("shop/web", "bank/db");
        Egress("{name: db, namespace: bank}").IsUnknown("shop/web", "bank/db");
    }

    [Fact]
    public void Row_78_backends_that_are_not_ready_are_backends() => Egress("{name: db, namespace: bank}", Slice).Allows("shop/web", "bank/db");

    [Fact]
    public void Row_79_a_port_without_number_contributes_nothing() => Egress("{name: db, namespace: bank}", Slice).Denies("shop/web", "bank/db", "tcp/81");

    [Fact]
    public void Row_76_a_service_without_namespace_names_none() => Egress("§{name: db}", Slice)
        .Reports("PE3021", Text.Severity.Warning).Denies("shop/web", "bank/db");

    [Fact]
    public void Without_slices_the_backends_are_the_pods_the_service_selects() => Egress("{name: db, namespace: bank}", Service)
        .Allows("shop/web", "bank/db").Denies("shop/web", "bank/db", "tcp/5432").Denies("shop/web", "shop/db").Denies("shop/web", "bank/web");

    [Fact]
    public void A_named_target_port_is_each_backends_own() => Egress("{name: web, namespace: shop}", """
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {tier: front}, ports: [{port: 1, targetPort: http}]}}
        """).Allows("shop/db", "shop/web").Allows("shop/db", "shop/web", "tcp/81").Denies("shop/db", "shop/web", "tcp/1");

    [Fact]
    public void A_service_without_selector_and_slices_has_no_backends() => Egress("{name: db, namespace: bank}", """
        {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank}, spec: {ports: [{port: 80}]}}
        """).Denies("shop/web", "bank/db");

    [Fact]
    public void A_service_the_input_does_not_have_may_have_any_backends() => Egress("{name: db, namespace: bank}").IsUnknown("shop/web", "bank/db").IsUnknown("shop/web", "203.0.113.9");

    [Theory]
    [InlineData("{types: [Egress], egress: [{action: Allow, source: {services: §{name: a, namespace: b}}}]}")]
    [InlineData("{ingress: [{action: Allow, destination: {services: §{name: a, namespace: b}}}]}")]
    [InlineData("{egress: [{action: Allow, destination: {services: {name: a, namespace: b}, nets: §[10.0.0.0/8]}}]}")]
    [InlineData("{egress: [{action: Allow, protocol: TCP, destination: {services: {name: a, namespace: b}, ports: §[80]}}]}")]
    public void A_service_stands_alone_and_only_where_calico_takes_one(string spec) =>
        Scenario.Of(Scenario.CalicoPolicy("p", spec)).Reports("PE3034");

    [Fact]
    public void A_global_policy_needs_the_services_namespace() =>
        Scenario.Of(Scenario.GlobalPolicy("p", "{egress: [{action: Allow, destination: {services: §{name: a}}}]}")).Reports("PE3034");
}
