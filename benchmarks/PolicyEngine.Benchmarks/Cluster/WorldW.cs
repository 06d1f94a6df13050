using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Queries;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>
/// A small world that Calico's own code was measured on too: 100 namespaces of 10 pods, one policy each, and 1,000
/// flows of which 472 are allowed.
/// </summary>
internal static class WorldW
{
    public const int FlowCount = 1000;
    public const int AllowedCount = 472;
    public const string Node = "node1";

    /// <summary>A change of one policy: the port that it lets in.</summary>
    public static PolicySnapshot Changed(PolicySnapshot snapshot) => snapshot.With([PolicySource.FromText("changed.yaml", """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: pol, namespace: ns-50}
        spec:
          podSelector: {matchLabels: {tier: t0}}
          policyTypes: [Ingress, Egress]
          ingress:
          - from: [{podSelector: {matchLabels: {app: a1}}}]
            ports: [{protocol: TCP, port: 8080}]
          - from: [{namespaceSelector: {matchLabels: {team: t1}}}]
          egress:
          - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.1.0/24]}}]
        """)]).Snapshot;

    public static byte[] Yaml() => ClusterWriter.Yaml(Objects());

    public static PolicySnapshot Load() => new PolicyLoader().Load([PolicySource.FromStream("w.yaml", new MemoryStream(Yaml()))]).Snapshot;

    /// <summary>The rules of the node for IPv4 alone, as Calico's code was measured: the sets and the chains.</summary>
    public static string[] Iptables(PolicySnapshot snapshot)
    {
        NodeState state = NodeRequest.StateOf(snapshot, new RenderRequest { Node = Node });
        FilterProgram program = NodeRules.Lower(state, IpFamily.V4, Backend.Iptables, Fidelity.Exact);
        return [IpsetText.Write(program), IptablesText.Write(program)];
    }

    public static Flow[] Flows(PolicySnapshot snapshot)
    {
        string[] names = [.. snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal)];
        var flows = new Flow[FlowCount];
        for (int index = 0; index < FlowCount; index++)
        {
            if (!snapshot.TryGetParty(names[37 * index % names.Length], out Party source)
                || !snapshot.TryGetParty(names[((101 * index) + 13) % names.Length], out Party destination))
            {
                throw new InvalidOperationException("the world lacks a pod");
            }

            flows[index] = new Flow(source, destination, TrafficPoint.Ports(Protocol.Tcp, (ushort)(80 + (index % 2)), 40_000));
        }

        return flows;
    }

    private static IEnumerable<JsonObject> Objects()
    {
        for (int index = 0; index < 100; index++)
        {
            string @namespace = string.Create(CultureInfo.InvariantCulture, $"ns-{index}");
            yield return PodGenerator.Resource("v1", "Namespace", null, @namespace, new JsonObject { ["team"] = string.Create(CultureInfo.InvariantCulture, $"t{index % 5}") });
            for (int pod = 0; pod < 10; pod++)
            {
                yield return Pod(@namespace, pod, (index * 10) + pod);
            }

            JsonObject policy = PodGenerator.Resource("networking.k8s.io/v1", "NetworkPolicy", @namespace, "pol");
            policy["spec"] = JsonNode.Parse("""
                {
                  "podSelector": {"matchLabels": {"tier": "t0"}},
                  "policyTypes": ["Ingress", "Egress"],
                  "ingress": [
                    {"from": [{"podSelector": {"matchLabels": {"app": "a1"}}}], "ports": [{"protocol": "TCP", "port": 80}]},
                    {"from": [{"namespaceSelector": {"matchLabels": {"team": "t1"}}}]}
                  ],
                  "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.0.1.0/24"]}}]}]
                }
                """);
            yield return policy;
        }
    }

    private static JsonObject Pod(string @namespace, int index, int number)
    {
        JsonObject pod = PodGenerator.Resource(
            "v1",
            "Pod",
            @namespace,
            string.Create(CultureInfo.InvariantCulture, $"pod-{index}"),
            new JsonObject
            {
                ["app"] = string.Create(CultureInfo.InvariantCulture, $"a{index % 4}"),
                ["tier"] = string.Create(CultureInfo.InvariantCulture, $"t{index % 2}"),
            });
        pod["spec"] = new JsonObject { ["nodeName"] = Node, ["containers"] = new JsonArray(new JsonObject { ["name"] = "c" }) };
        pod["status"] = new JsonObject
        {
            ["podIP"] = string.Create(CultureInfo.InvariantCulture, $"10.0.{number >> 8}.{number & 255}"),
            ["phase"] = "Running",
        };
        return pod;
    }
}
