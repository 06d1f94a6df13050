using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Datastore;

public sealed class ServiceReadingTests
{
    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          clusterIPs: [10.96.0.10, fd00:96::10]
          ipFamilies: [IPv4, IPv6]
          externalIPs: [203.0.113.5]
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}]
          sessionAffinity: ClientIP
          externalTrafficPolicy: Local
          internalTrafficPolicy: Local
          healthCheckNodePort: 31000
          loadBalancerSourceRanges: [198.51.100.0/24]
        status: {loadBalancer: {ingress: [{ip: 203.0.113.7}, {ip: 203.0.113.8, ipMode: Proxy}]}}
        ---

        """;

    [Fact]
    public void A_Service_has_a_port_in_each_of_its_families()
    {
        ProxiedPort[] ports = [.. Dump.Read(Service).Cluster.Services];

        Assert.Equal(["10.96.0.10", "fd00:96::10"], ports.Select(port => $"{port.ClusterAddress}"), StringComparer.Ordinal);
        ProxiedPort v4 = ports[0];
        Assert.Equal("shop/web:http TCP 80 30080 31000", $"{v4.Name} {v4.Protocol} {v4.Port} {v4.NodePort} {v4.HealthCheckNodePort}");
        Assert.Equal(["203.0.113.5"], v4.ExternalAddresses.Select(address => $"{address}"), StringComparer.Ordinal);
        Assert.Equal(["203.0.113.7"], v4.LoadBalancerAddresses.Select(address => $"{address}"), StringComparer.Ordinal);
        Assert.Equal(["198.51.100.0/24"], v4.SourceRanges.Select(range => $"{range}"), StringComparer.Ordinal);
        Assert.Equal((TrafficPolicy.Local, TrafficPolicy.Local, ProxiedPort.DefaultAffinity), (v4.ExternalPolicy, v4.InternalPolicy, v4.Affinity));
        Assert.Empty(ports[1].ExternalAddresses);
    }

    [Fact]
    public void Slices_give_backends_with_their_conditions_nodes_and_zones()
    {
        ProxiedPort port = Dump.Read(Service + """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{name: http, port: 8080}, {name: other, port: 9090}]
            endpoints:
            - {addresses: [10.244.1.1], nodeName: w1, hints: {forZones: [{name: a}]}}
            - {addresses: [10.244.1.2], conditions: {ready: false, serving: true, terminating: true}}
            - {addresses: [10.244.1.3], conditions: {ready: false}}
            """).Cluster.Services[0];

        Assert.Equal(["10.244.1.1:8080", "10.244.1.2:8080", "10.244.1.3:8080"], port.Backends.Select(backend => $"{backend}"), StringComparer.Ordinal);
        Assert.Equal(("w1", true, "a"), (port.Backends[0].Node, port.Backends[0].IsReady, port.Backends[0].ZoneHints.Single()));
        Assert.Equal((false, true, true), (port.Backends[1].IsReady, port.Backends[1].IsServing, port.Backends[1].IsTerminating));
        Assert.False(port.Backends[2].IsServing);
    }

    [Fact]
    public void Endpoints_count_where_there_is_no_slice()
    {
        ProxiedPort port = Dump.Read(Service + """
            apiVersion: v1
            kind: Endpoints
            metadata: {name: web, namespace: shop}
            subsets:
            - addresses: [{ip: 10.244.1.1, nodeName: w1}]
              notReadyAddresses: [{ip: 10.244.1.2}]
              ports: [{name: http, port: 8080}]
            """).Cluster.Services[0];

        Assert.Equal([true, false], port.Backends.Select(backend => backend.IsReady));
    }

    [Theory]
    [InlineData("subsets: []")]
    [InlineData("subsets: null")]
    [InlineData("")]
    public void Endpoints_without_subsets_say_that_nothing_serves(string subsets)
    {
        DatastoreView view = Dump.Read(Service + $$$"""
            {apiVersion: v1, kind: Endpoints, metadata: {name: web, namespace: shop}, {{{subsets}}} }
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: shop, labels: {app: web}}, spec: {nodeName: w1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.244.1.1} }
            """);

        Assert.Empty(view.Cluster.Services[0].Backends);
        Assert.DoesNotContain(view.Assumptions, sentence => sentence.Contains("backends are taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_records_the_pods_that_it_selects_are_the_backends()
    {
        DatastoreView view = Dump.Read(Service + """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {nodeName: w1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
            status: {podIP: 10.244.1.1}
            """);

        ServiceBackend backend = Assert.Single(view.Cluster.Services[0].Backends);
        Assert.Equal("10.244.1.1:8080 w1", $"{backend} {backend.Node}");
        Assert.Contains("`shop/web`: the Service's backends are taken to be the pods that it selects", view.Assumptions, StringComparer.Ordinal);
    }

    [Fact]
    public void A_headless_Service_has_no_cluster_address()
    {
        ProxiedPort port = Assert.Single(Dump.Read("{apiVersion: v1, kind: Service, metadata: {name: h}, spec: {clusterIP: None, ports: [{port: 53, protocol: UDP}]}}").Cluster.Services);

        Assert.Null(port.ClusterAddress);
        Assert.Equal(Protocol.Udp, port.Protocol);
    }
}
