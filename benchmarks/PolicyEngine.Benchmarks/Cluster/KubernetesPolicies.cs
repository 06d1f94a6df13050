using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Kubernetes network policies of the kinds that clusters have, in turn.</summary>
internal static class KubernetesPolicies
{
    public static JsonObject Make(int index, int namespaces, FixedRandom random)
    {
        string @namespace = PodGenerator.NamespaceOf(index % namespaces);
        JsonObject policy = PodGenerator.Resource(
            "networking.k8s.io/v1", "NetworkPolicy", @namespace, string.Create(CultureInfo.InvariantCulture, $"policy-{index:D5}"));
        policy["spec"] = (((index / namespaces) + index) % 6) switch
        {
            0 => IsolateIngress(),
            1 => FromSameNamespace(random),
            2 => FromOtherTeams(random),
            3 => ToInternalBlocks(random),
            4 => ToDatabases(random),
            _ => FromExternalBlock(random),
        };
        return policy;
    }

    private static JsonObject IsolateIngress() => new()
    {
        ["podSelector"] = new JsonObject(),
        ["policyTypes"] = new JsonArray("Ingress"),
    };

    private static JsonObject FromSameNamespace(FixedRandom random) => new()
    {
        ["podSelector"] = Labels("app", PodGenerator.App(random.Below(ClusterSize.AppsPerNamespace))),
        ["policyTypes"] = new JsonArray("Ingress"),
        ["ingress"] = new JsonArray(
            new JsonObject
            {
                ["from"] = new JsonArray(
                    new JsonObject { ["podSelector"] = Labels("app", PodGenerator.App(random.Below(ClusterSize.AppsPerNamespace))) },
                    new JsonObject { ["podSelector"] = Labels("tier", PodGenerator.Tier(random.Below(3))) }),
                ["ports"] = new JsonArray(Port("TCP", "http"), Port("TCP", 9090)),
            }),
    };

    private static JsonObject FromOtherTeams(FixedRandom random) => new()
    {
        ["podSelector"] = new JsonObject
        {
            ["matchExpressions"] = new JsonArray(
                new JsonObject { ["key"] = "tier", ["operator"] = "In", ["values"] = new JsonArray("web", "api") },
                new JsonObject { ["key"] = "canary", ["operator"] = "DoesNotExist" }),
        },
        ["policyTypes"] = new JsonArray("Ingress"),
        ["ingress"] = new JsonArray(
            new JsonObject
            {
                ["from"] = new JsonArray(new JsonObject
                {
                    ["namespaceSelector"] = Labels("team", PodGenerator.Team(random.Below(40))),
                    ["podSelector"] = Labels("tier", PodGenerator.Tier(random.Below(3))),
                }),
                ["ports"] = new JsonArray(
                    Port("TCP", 443),
                    new JsonObject { ["protocol"] = "TCP", ["port"] = 8000, ["endPort"] = 8100 }),
            }),
    };

    private static JsonObject ToInternalBlocks(FixedRandom random)
    {
        int second = random.Below(256);
        return new JsonObject
        {
            ["podSelector"] = Labels("app", PodGenerator.App(random.Below(ClusterSize.AppsPerNamespace))),
            ["policyTypes"] = new JsonArray("Egress"),
            ["egress"] = new JsonArray(
                new JsonObject
                {
                    ["to"] = new JsonArray(new JsonObject
                    {
                        ["ipBlock"] = new JsonObject
                        {
                            ["cidr"] = "10.0.0.0/8",
                            ["except"] = new JsonArray(string.Create(CultureInfo.InvariantCulture, $"10.{second}.0.0/16")),
                        },
                    }),
                },
                new JsonObject { ["ports"] = new JsonArray(Port("UDP", 53), Port("TCP", 53)) }),
        };
    }

    private static JsonObject ToDatabases(FixedRandom random) => new()
    {
        ["podSelector"] = Labels("tier", "api"),
        ["policyTypes"] = new JsonArray("Ingress", "Egress"),
        ["ingress"] = new JsonArray(new JsonObject { ["ports"] = new JsonArray(Port("TCP", "metrics")) }),
        ["egress"] = new JsonArray(
            new JsonObject
            {
                ["to"] = new JsonArray(
                    new JsonObject { ["namespaceSelector"] = Labels("env", PodGenerator.Environment(random.Below(4))), ["podSelector"] = Labels("tier", "data") }),
                ["ports"] = new JsonArray(Port("TCP", 5432), Port("TCP", 8080)),
            }),
    };

    private static JsonObject FromExternalBlock(FixedRandom random)
    {
        int second = random.Below(64);
        int third = random.Below(256);
        return new JsonObject
        {
            ["podSelector"] = Labels("tier", "web"),
            ["policyTypes"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray(
                new JsonObject
                {
                    ["from"] = new JsonArray(
                        new JsonObject
                        {
                            ["ipBlock"] = new JsonObject
                            {
                                ["cidr"] = string.Create(CultureInfo.InvariantCulture, $"100.{64 + second}.{third}.0/24"),
                                ["except"] = new JsonArray(string.Create(CultureInfo.InvariantCulture, $"100.{64 + second}.{third}.128/25")),
                            },
                        },
                        new JsonObject { ["namespaceSelector"] = Labels("env", PodGenerator.Environment(random.Below(4))) }),
                    ["ports"] = new JsonArray(Port("TCP", 443), Port("TCP", "http")),
                }),
        };
    }

    private static JsonObject Labels(string name, string value) => new() { ["matchLabels"] = new JsonObject { [name] = value } };

    private static JsonObject Port(string protocol, JsonNode port) => new() { ["protocol"] = protocol, ["port"] = port };
}
