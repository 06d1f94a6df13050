using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

public sealed class EvaluateAllocationTests
{
    [Fact]
    public void Evaluate_allocates_nothing_once_the_tables_are_made()
    {
        PolicySnapshot snapshot = Scenario.Of(Scenario.Documents(
            Scenario.KubernetesPolicy("named-ports", """
                podSelector: {}
                ingress:
                - from: [{namespaceSelector: {}}]
                  ports: [{port: http}, {port: 53, protocol: UDP}]
                """),
            Scenario.CalicoPolicy("blocks", """
                types: [Egress]
                egress:
                - {action: Deny, protocol: TCP, destination: {notNets: [10.0.0.0/8], ports: ["1000:2000"]}}
                - {action: Allow}
                """),
            """
            {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: host, namespace: shop}, spec: {hostNetwork: true, nodeName: n1}, status: {podIP: 192.168.0.1, hostIP: 192.168.0.1}}
            """)).Loaded.Snapshot;
        Party[] parties =
        [
            .. snapshot.Model.Endpoints.SelectMany(endpoint => snapshot.PartiesOf(endpoint)),
            snapshot.PartyAt(IpAddress.V4(0x0808_0808)),
            snapshot.PartyAt(IpAddress.V4(0xC0A8_0001)),
        ];
        Flow[] flows =
        [
            .. from source in parties
               from destination in parties
               from traffic in (TrafficPoint[])[TrafficPoint.Ports(Protocol.Tcp, 80), TrafficPoint.Ports(Protocol.Udp, 53), TrafficPoint.Icmp(Protocol.Icmp, 8)]
               select new Flow(source, destination, traffic),
        ];

        Assert.True(flows.Select(flow => snapshot.Evaluate(flow).Kind).Distinct().Count() > 2);
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (Flow flow in flows)
            {
                snapshot.Evaluate(flow);
            }
        }));
    }
}
