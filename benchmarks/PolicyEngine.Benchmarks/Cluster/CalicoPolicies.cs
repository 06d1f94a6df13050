using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Calico policies in three tiers: guard rails of the security team, rules of the platform, and namespaces' own.</summary>
internal static class CalicoPolicies
{
    private const string Version = "projectcalico.org/v3";
    private static readonly string[] s_tiers = ["security", "platform", "default"];

    public static IEnumerable<JsonObject> Tiers()
    {
        for (int index = 0; index < 2; index++)
        {
            JsonObject tier = PodGenerator.Resource(Version, "Tier", null, s_tiers[index]);
            tier["spec"] = new JsonObject { ["order"] = 100 + (100 * index), ["defaultAction"] = "Pass" };
            yield return tier;
        }
    }

    /// <summary>One in ten is global.</summary>
    public static JsonObject Make(int index, int namespaces, FixedRandom random) =>
        index % 10 == 0 ? Global(index, random) : Namespaced(index, namespaces, random);

    private static JsonObject Global(int index, FixedRandom random)
    {
        string tier = s_tiers[index / 10 % 2];
        JsonObject policy = PodGenerator.Resource(
            Version, "GlobalNetworkPolicy", null, string.Create(CultureInfo.InvariantCulture, $"{tier}.global-{index:D5}"));
        string team = PodGenerator.Team(random.Below(40));
        policy["spec"] = new JsonObject
        {
            ["tier"] = tier,
            ["order"] = index,
            ["namespaceSelector"] = index / 10 % 32 == 0 ? "all()" : $"team == '{team}'",
            ["selector"] = "!has(unprotected) && tier in {'web', 'api', 'data'}",
            ["types"] = new JsonArray("Ingress", "Egress"),
            ["ingress"] = new JsonArray(
                Rule("Deny", null, "source", new JsonObject { ["nets"] = new JsonArray(Net(random), Net(random)) }),
                Rule("Pass", null, "source", new JsonObject())),
            ["egress"] = new JsonArray(
                Rule("Deny", "TCP", "destination", new JsonObject { ["ports"] = new JsonArray(25, 465) }),
                Rule("Pass", null, "source", new JsonObject())),
        };
        return policy;
    }

    private static JsonObject Namespaced(int index, int namespaces, FixedRandom random)
    {
        string tier = s_tiers[index % 3];
        JsonObject policy = PodGenerator.Resource(
            Version,
            "NetworkPolicy",
            PodGenerator.NamespaceOf(random.Below(namespaces)),
            string.Create(CultureInfo.InvariantCulture, $"{tier}.local-{index:D5}"));
        string app = PodGenerator.App(random.Below(ClusterSize.AppsPerNamespace));
        policy["spec"] = new JsonObject
        {
            ["tier"] = tier,
            ["order"] = random.Below(1000),
            ["selector"] = $"app == '{app}' || (tier == '{PodGenerator.Tier(random.Below(3))}' && version != 'v2')",
            ["types"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray(
                Rule("Allow", "TCP", "source", new JsonObject
                {
                    ["selector"] = $"tier == '{PodGenerator.Tier(random.Below(3))}'",
                    ["namespaceSelector"] = $"team in {{'{PodGenerator.Team(random.Below(40))}', '{PodGenerator.Team(random.Below(40))}'}}",
                }),
                Rule("Deny", "UDP", "source", new JsonObject { ["notNets"] = new JsonArray("10.0.0.0/8") }),
                Rule("Pass", null, "source", new JsonObject())),
        };
        return policy;
    }

    private static JsonObject Rule(string action, string? protocol, string side, JsonObject match)
    {
        var rule = new JsonObject { ["action"] = action };
        if (protocol is not null)
        {
            rule["protocol"] = protocol;
        }

        if (match.Count > 0)
        {
            rule[side] = match;
        }

        return rule;
    }

    private static string Net(FixedRandom random) =>
        string.Create(CultureInfo.InvariantCulture, $"{192 + random.Below(16)}.{random.Below(256)}.{random.Below(256)}.0/24");
}
