namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class PortTests
{
    private const string Web = "app: web";

    [Theory]
    [InlineData("ports: [{port: http}]", 0)]
    [InlineData("ports: [{port: http, protocol: UDP}]", 1)]
    [InlineData("ports: [{port: web}]", 1)]
    [InlineData("ports: [{port: metrics}]", 0)]
    public void A_port_name_is_looked_for_on_the_governed_pods(string rule, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2022", Pods + LintYaml.Policy("shop", "web", $"{{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{{rule}}}]}}")).Length);

    [Theory]
    [InlineData("to: [{podSelector: {matchLabels: {app: web}}}]", 0)]
    [InlineData("to: [{podSelector: {matchLabels: {app: tool}}}]", 1)]
    [InlineData("to: [{podSelector: {matchLabels: {app: gone}}}]", 0)]
    [InlineData("to: [{ipBlock: {cidr: 192.0.2.0/24}}]", 1)]
    public void For_egress_it_is_looked_for_on_the_peers(string to, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2022", WithAddresses + LintYaml.Policy("shop", "tool", $"{{podSelector: {{matchLabels: {{app: tool}}}}, policyTypes: [Egress], egress: [{{{to}, ports: [{{port: http}}]}}]}}")).Length);

    [Fact]
    public void Addresses_of_pods_have_port_names() => Assert.Empty(Lint.Messages(
        "NP2022", WithAddresses + LintYaml.Policy("shop", "tool", "{podSelector: {matchLabels: {app: tool}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.244.0.0/16}}], ports: [{port: http}]}]}")));

    [Fact]
    public void A_name_with_several_numbers_tells_them() => Assert.Equal(
        "port `metrics` has several numbers on the pods that the rule is about: 9090, 9091",
        Assert.Single(Lint.Messages("NP2023", Pods + LintYaml.Policy("shop", "web", "{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: metrics}, {port: http}]}]}"))));

    // S06: the packet is for 8080 when policy sees it.
    [Theory]
    [InlineData("[{port: 80}]", 1)]
    [InlineData("[{port: 8080}]", 0)]
    [InlineData("[{port: http}]", 0)]
    [InlineData("[{port: 80}, {port: 8080}]", 0)]
    [InlineData("[{port: 1, endPort: 65535}]", 0)]
    [InlineData("[{port: 80, protocol: UDP}]", 0)]
    public void A_services_port_is_not_the_pods(string ports, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2024", Pods + Service("web", "") + LintYaml.Policy("shop", "web", $"{{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{ports: {ports}}}]}}")).Length);

    [Theory]
    [InlineData("spec: {containers: [{ports: [{name: http, containerPort: 8080}, {containerPort: 80}]}]}", "", 0)]
    [InlineData("spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}", "clusterIP: None, ", 0)]
    [InlineData("spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}", "", 1)]
    [InlineData("spec: {containers: [{ports: [{name: other, containerPort: 8080}]}]}", "", 0)]
    public void A_port_that_pods_may_listen_on_is_not_found(string spec, string service, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2024", LintYaml.Pod("shop", "web-0", Web, spec) + Service("web", service) + LintYaml.Policy("shop", "web", "{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}]}]}")).Length);

    [Fact]
    public void Egress_to_a_services_pods_is_looked_at_too() => Assert.Single(Lint.Messages(
        "NP2024", Pods + Service("web", "") + LintYaml.Policy("shop", "tool", "{podSelector: {matchLabels: {app: tool}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}")));

    [Fact]
    public void Another_services_pods_are_not_concerned() => Assert.Empty(Lint.Messages(
        "NP2024", Pods + Service("web", "") + LintYaml.Policy("shop", "tool", "{podSelector: {matchLabels: {app: tool}}, ingress: [{ports: [{port: 80}]}]}")));

    [Theory]
    [InlineData("[{port: 30080}]", 1)]
    [InlineData("[{port: 30080}, {port: 8080}]", 0)]
    [InlineData("[{port: 30081}]", 0)]
    public void A_port_of_nodes_is_not_the_pods(string ports, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2025", Pods + Service("web", "") + LintYaml.Policy("shop", "web", $"{{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{ports: {ports}}}]}}")).Length);

    [Fact]
    public void Policy_about_nodes_before_translation_may_name_it() => Assert.Empty(Lint.Messages(
        "NP2025",
        Pods + Service("web", "") + LintYaml.Calico("GlobalNetworkPolicy", "{name: nodes}", "{selector: all(), preDNAT: true, applyOnForward: true, types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [30080]}}]}")));

    private static string Pods =>
        LintYaml.Pod("shop", "web-0", Web, "spec: {containers: [{ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]}]}")
        + LintYaml.Pod("shop", "web-1", Web, "spec: {containers: [{ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9091}]}]}")
        + LintYaml.Pod("shop", "tool-0", "app: tool");

    private static string WithAddresses =>
        LintYaml.Pod("shop", "web-0", Web, "spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}\nstatus: {podIP: 10.244.1.40}")
        + LintYaml.Pod("shop", "tool-0", "app: tool", "status: {podIP: 10.244.1.41}");

    private static string Service(string name, string more) => LintYaml.Service("shop", name, $"{{{more}selector: {{app: web}}, ports: [{{port: 80, targetPort: http, nodePort: 30080}}]}}");
}
