using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification.Tests;

/// <summary>
/// Documents of few names, labels and addresses, so that many concern each other: pods that share an address, have none, are done or are on their nodes' networks,
/// workloads whose pods are not there, rules that cover each other, host endpoints and policies of what is forwarded.
/// </summary>
internal sealed class CrowdedDocuments(Dice dice)
{
    private const string Calico = "projectcalico.org/v3";

    private static readonly string[] s_selectors = ["app == 'a'", "app == 'b'", "role == 'x'", "role != 'w'", "has(app)", "all()", "!has(role)", "app in {'a','c'}"];

    private readonly bool _lacksAddresses = dice.Chance(33);
    private readonly bool _hasHosts = dice.Chance(33);

    public static IEnumerable<JsonObject> Nodes() => Enumerable.Range(1, 2).Select(number => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = Fields(("name", $"k{number}")),
        ["status"] = Fields(("addresses", new JsonArray(Fields(("type", "InternalIP"), ("address", $"10.9.0.{number}"))))),
    });

    public JsonObject Any() => dice.Below(14) switch
    {
        0 => Document("v1", "Namespace", null, Home(), One("team", "s", "t"), null),
        < 4 => Pod(),
        < 6 => Deployment(),
        < 9 => KubernetesPolicy(),
        < 12 => CalicoPolicy(),
        12 => Document(Calico, "GlobalNetworkSet", null, "s", SomeLabels(), Fields(("nets", new JsonArray(dice.Pick("10.0.0.0/30", "192.168.1.0/24", "10.0.0.2/32"))))),
        _ => _hasHosts ? Host() : Pod(),
    };

    private string Home() => dice.Pick("n1", "n2");

    private Labels One(string key, params string[] values) => Labels.Empty.Add(key, dice.Pick(values));

    private Labels SomeLabels() => Labels.Empty
        .AddRange(dice.Chance(75) ? One("app", "a", "b", "c") : Labels.Empty)
        .AddRange(dice.Chance(75) ? One("role", "x", "w", "z") : Labels.Empty);

    private JsonObject Pod()
    {
        int number = 1 + dice.Below(6);
        JsonObject container = Fields(("name", "c"), ("ports", dice.Chance(33) ? new JsonArray(Fields(("name", "web"), ("containerPort", dice.Pick(80, 81)))) : null));
        JsonObject pod = Document("v1", "Pod", Home(), $"p{number}", SomeLabels(), Fields(
            ("nodeName", dice.Pick("k1", "k2")), ("serviceAccountName", dice.Pick("default", "sa")), ("hostNetwork", dice.Chance(11) ? true : null), ("containers", new JsonArray(container))));
        JsonArray? addresses = _lacksAddresses || dice.Chance(25) ? null : [Fields(("ip", $"10.0.0.{(dice.Chance(12) ? 1 + dice.Below(6) : number)}"))];
        if (dice.Chance(33))
        {
            addresses?.Add(Fields(("ip", $"fd00::{number}")));
        }

        pod["status"] = Fields(("phase", dice.Chance(20) ? "Succeeded" : "Running"), ("podIPs", addresses));
        return pod;
    }

    private JsonObject Deployment()
    {
        string name = $"d{dice.Below(4)}";
        Labels own = Labels.Empty.Add("d", name);
        return Document("apps/v1", "Deployment", Home(), name, Labels.Empty, Fields(
            ("selector", Fields(("matchLabels", Map(own)))),
            ("template", Fields(("metadata", Fields(("labels", Map(own.AddRange(SomeLabels()))))), ("spec", Fields(("containers", new JsonArray(Fields(("name", "c"))))))))));
    }

    private JsonObject KubernetesPolicy()
    {
        (bool ingress, bool egress) = Sides();
        return Document("networking.k8s.io/v1", "NetworkPolicy", Home(), $"np{dice.Below(5)}", Labels.Empty, Fields(
            ("podSelector", dice.Chance(25) ? new JsonObject() : Matching(dice.Pick("app", "role"))),
            ("policyTypes", Types(ingress, egress)),
            ("ingress", ingress ? List(dice.Some(1, 2, () => KubernetesRule("from")), rule => rule) : null),
            ("egress", egress ? new JsonArray(KubernetesRule("to")) : null)));
    }

    private JsonObject KubernetesRule(string side) => Fields(
        (side, List(dice.Some(1, 2, KubernetesPeer), peer => peer)),
        ("ports", new JsonArray(Fields(("port", dice.Pick<Func<JsonNode>>(() => 80, () => 81, () => "web")())))));

    private JsonObject KubernetesPeer() => dice.Below(4) switch
    {
        0 => Fields(("podSelector", Matching(dice.Pick("app", "role")))),
        1 => Fields(("namespaceSelector", Fields(("matchLabels", Map(One("team", "s", "t")))))),
        2 => Fields(("namespaceSelector", new JsonObject()), ("podSelector", Matching("app"))),
        _ => Fields(("ipBlock", Fields(("cidr", dice.Pick("10.0.0.0/29", "192.168.0.0/16", "0.0.0.0/0"))))),
    };

    private JsonObject Matching(string key) => Fields(("matchLabels", Map(key == "app" ? One("app", "a", "b", "c") : One("role", "x", "w"))));

    private JsonObject CalicoPolicy()
    {
        bool isGlobal = dice.Chance(50);
        (bool ingress, bool egress) = Sides();
        return Document(Calico, isGlobal ? "GlobalNetworkPolicy" : "NetworkPolicy", isGlobal ? null : Home(), $"c{dice.Below(5)}", Labels.Empty, Fields(
            ("order", dice.Pick(1, 5, 10)), ("selector", dice.Pick(s_selectors)), ("types", Types(ingress, egress)),
            ("applyOnForward", _hasHosts && isGlobal && dice.Chance(33) ? true : null),
            ("ingress", ingress ? List(dice.Some(2, 2, CalicoRule), rule => rule) : null),
            ("egress", egress ? List(dice.Some(2, 2, CalicoRule), rule => rule) : null)));
    }

    private JsonObject CalicoRule()
    {
        bool hasPorts = dice.Chance(75);
        return Fields(
            ("action", dice.Pick("Allow", "Allow", "Deny", "Pass", "Log")), ("protocol", hasPorts ? "TCP" : null),
            ("source", CalicoPeer(false)), ("destination", CalicoPeer(hasPorts && dice.Chance(50))));
    }

    private JsonObject CalicoPeer(bool hasPorts) => Fields(
        ("selector", dice.Chance(66) ? dice.Pick(s_selectors) : null), ("notSelector", dice.Chance(20) ? dice.Pick(s_selectors) : null),
        ("nets", dice.Chance(20) ? new JsonArray(dice.Pick("10.0.0.0/29", "10.0.0.4/30", "192.168.0.0/16")) : null),
        ("namespaceSelector", dice.Chance(16) ? $"team == '{dice.Pick("s", "t")}'" : null),
        ("serviceAccounts", dice.Chance(12) ? Fields(("names", new JsonArray("sa"))) : null),
        ("ports", hasPorts ? new JsonArray(dice.Pick<Func<JsonNode>>(() => 80, () => 81, () => "web", () => "1:100")()) : null));

    private JsonObject Host() => dice.Chance(50)
        ? Document(Calico, "HostEndpoint", null, "h1", SomeLabels(), Fields(("node", "k1"), ("interfaceName", dice.Pick("*", "eth0")), ("expectedIPs", new JsonArray("10.9.0.1"))))
        : Document(Calico, "FelixConfiguration", null, "node.k2", Labels.Empty, Fields(("ipv6Support", dice.Chance(50))));

    private (bool Ingress, bool Egress) Sides() => dice.Pick((true, false), (false, true), (true, true));

    private static JsonArray Types(bool ingress, bool egress) => List(new[] { ingress ? "Ingress" : null, egress ? "Egress" : null }.OfType<string>(), type => type);
}
