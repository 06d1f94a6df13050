namespace PolicyEngine.Tests.Linting.Dataplane;

public sealed class HairpinTests
{
    [Theory]
    [InlineData("clusterIP: 10.96.0.20, ", "egress: [{to: [{podSelector: {}}]}]", "app: web", 1)]
    [InlineData("clusterIP: 10.96.0.20, ", "egress: [{to: [{podSelector: {}}]}]", "app: redis", 0)]
    [InlineData("clusterIP: 10.96.0.20, ", "egress: [{to: [{podSelector: {matchLabels: {app: web}}}]}]", "app: web", 0)]
    [InlineData("clusterIP: None, ", "egress: [{to: [{podSelector: {}}]}]", "app: web", 0)]
    public void A_pod_that_may_connect_to_its_own_service_and_is_not_let_in_there(string address, string egress, string admitted, int findings) =>
        Assert.Equal(findings, Lint.Messages("NP8011", Documents(address, egress, admitted)).Length);

    [Fact]
    public void The_pod_and_the_service_are_named() => Assert.Equal(
        ["`NetworkPolicy/shop/redis` lets `Pod/shop/redis-0` connect to its own `Service/shop/redis`, and whether it is let in where that leads back to itself is up to the proxy"],
        Lint.Messages("NP8011", Documents("", "egress: [{}]", "app: web")));

    private static string Documents(string address, string egress, string admitted) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        spec: {containers: [{name: c, ports: [{name: data, containerPort: 6379}]}]}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: redis, namespace: shop}
        spec: {{{{address}}}selector: {app: redis}, ports: [{port: 80, targetPort: data}, {port: 81, targetPort: 6379}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          policyTypes: [Ingress, Egress]
          ingress: [{from: [{podSelector: {matchLabels: {{{{admitted}}} } } }]}]
          {{{egress}}}
        """;
}
