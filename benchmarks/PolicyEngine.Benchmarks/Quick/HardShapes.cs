using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Inputs that a quadratic step would make slow, each at two sizes: twice as large should take about twice as long.</summary>
internal static class HardShapes
{
    public static void Run()
    {
        foreach (int count in (int[])[5_000, 10_000])
        {
            Shape($"{count} nested blocks", [.. Pods(100), .. Blocks(count, index => string.Create(
                CultureInfo.InvariantCulture, $"10.{index % 256}.{index / 256}.0/{24 + (index % 8)}"))]);
            Shape($"{count} overlapping blocks", [.. Pods(100), .. Blocks(count, Staircase)]);
            Shape($"{count} blocks, one policy, nested", [.. Pods(100), OnePolicy(count, index => Covering(index))]);
        }

        foreach (int rules in (int[])[512, 1024])
        {
            Shape($"{rules} rules x 50 ports", [.. Pods(100), ManyRules(rules)]);
        }

        foreach (int pods in (int[])[50_000, 100_000])
        {
            Shape($"{pods} pods in one namespace", [.. Pods(pods), ManyRules(8)]);
        }

        foreach (int policies in (int[])[1_000, 2_000])
        {
            Shape($"{policies} policies on every pod", [.. Pods(2_000), .. OnEveryPod(policies)]);
        }
    }

    private static void Shape(string name, IReadOnlyList<JsonObject> objects)
    {
        byte[] json = ClusterWriter.Json(objects);
        PolicyModel? model = null;
        Measure.Time($"{name}: bind", 1, 1, () => model = Clusters.Bind("shape.json", json));
        PolicySnapshot? snapshot = null;
        Measure.Time($"{name}: compile", 1, 1, () => snapshot = PolicySnapshot.Compile(model!));
        Measure.Time($"{name}: first flows", 1, 1, () => Ask(snapshot!));
    }

    private static void Ask(PolicySnapshot snapshot)
    {
        Party to = snapshot.Parties.Of(0)[0];
        for (int index = 1; index < 50; index++)
        {
            snapshot.Evaluate(new Flow(snapshot.Parties.Of(index)[0], to, TrafficPoint.Ports(Protocol.Tcp, 80)));
        }
    }

    private static IEnumerable<JsonObject> Pods(int count) =>
        PodGenerator.Pods(new ClusterSize("shape", 1, 1, count, 0));

    /// <summary>One policy for each block.</summary>
    private static IEnumerable<JsonObject> Blocks(int count, Func<int, string> block)
    {
        for (int index = 0; index < count; index++)
        {
            yield return Policy(string.Create(CultureInfo.InvariantCulture, $"p{index}"), string.Create(CultureInfo.InvariantCulture, $"app-{index % 12}"), [Peer(block(index))]);
        }
    }

    /// <summary>Blocks of every length over one another: at the deepest address about a thousand sets are in force.</summary>
    private static string Staircase(int index) => string.Create(
        CultureInfo.InvariantCulture, $"{IpPrefix.Of(IpAddress.V4(unchecked((uint)(index * 2_654_435_761L)) & 0xFFF00000u), 4 + (index % 9))}");

    /// <summary>Distinct blocks that lie within one another as deep as prefixes allow.</summary>
    private static string Covering(int index) => string.Create(
        CultureInfo.InvariantCulture, $"{IpPrefix.Of(IpAddress.V4((10u << 24) | ((uint)(index / 16) << 12)), 16 + (index % 16))}");

    private static JsonObject OnePolicy(int count, Func<int, string> block) =>
        Policy("p", "app-0", [.. Enumerable.Range(0, count).Select(index => Peer(block(index)))]);

    private static JsonObject Policy(string name, string app, JsonObject[] peers)
    {
        JsonObject policy = PodGenerator.Resource("networking.k8s.io/v1", "NetworkPolicy", PodGenerator.NamespaceOf(0), name);
        policy["spec"] = new JsonObject
        {
            ["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } },
            ["policyTypes"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray(new JsonObject { ["from"] = new JsonArray([.. peers]) }),
        };
        return policy;
    }

    private static JsonObject Peer(string block) => new() { ["ipBlock"] = new JsonObject { ["cidr"] = block } };

    private static JsonObject ManyRules(int count)
    {
        JsonObject policy = Policy("many-rules", "app-0", []);
        policy["spec"]!["ingress"] = new JsonArray([.. Enumerable.Range(0, count).Select(rule => new JsonObject
        {
            ["from"] = new JsonArray(new JsonObject { ["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = PodGenerator.App(rule) } } }),
            ["ports"] = new JsonArray([.. Enumerable.Range(0, 50).Select(port => new JsonObject { ["port"] = 1 + (((rule * 50) + (port * 131)) % 65_000) })]),
        })]);
        return policy;
    }

    private static IEnumerable<JsonObject> OnEveryPod(int count)
    {
        for (int index = 0; index < count; index++)
        {
            JsonObject policy = Policy(string.Create(CultureInfo.InvariantCulture, $"p{index}"), "", [Peer(string.Create(CultureInfo.InvariantCulture, $"10.{index >> 8}.{index & 255}.0/24"))]);
            policy["spec"]!["podSelector"] = new JsonObject();
            yield return policy;
        }
    }
}
