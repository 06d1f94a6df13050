using PolicyEngine;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace Renderers.Tests.Updates;

/// <summary>Updates have what changes and nothing else.</summary>
public sealed class UpdateTextTests
{
    private const int Namespaces = 30;
    private const string Chain = "cali-pi-knp/ns7/p";

    private static readonly PolicySnapshot s_cluster = Cluster("8080");

    [Fact]
    public void Nothing_is_written_where_nothing_changes()
    {
        Assert.All(Iptables(s_cluster, Cluster("8080")).Values, Assert.Empty);
        Assert.All(Nftables(s_cluster, Cluster("8080")).Values, Assert.Empty);
    }

    [Fact]
    public void A_changed_rule_is_written_in_its_chain_alone()
    {
        Dictionary<string, string> iptables = Iptables(s_cluster, Cluster("9090"));
        string rules = iptables["iptables.v4"];

        Assert.Empty(iptables["ipset.v4"]);
        Assert.Empty(iptables["ipset-cleanup.v4"]);
        Assert.StartsWith($"*filter\n:{Chain} - -\n-A {Chain} ", rules, StringComparison.Ordinal);
        Assert.EndsWith("\nCOMMIT\n", rules, StringComparison.Ordinal);
        Assert.Single(rules.Split('\n'), line => line.StartsWith("-A ", StringComparison.Ordinal));
        Assert.Contains(" 9090 ", rules, StringComparison.Ordinal);
        string[] lines = Nftables(s_cluster, Cluster("9090"))["nft.v4"].TrimEnd().Split('\n');
        Assert.Equal($"flush chain ip calico filter-{Chain}", lines[0]);
        Assert.All(lines[1..], line => Assert.StartsWith($"add rule ip calico filter-{Chain} ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_that_another_one_takes_the_place_of_goes_away_behind_the_rules()
    {
        Dictionary<string, string> iptables = Iptables(s_cluster, Cluster("8080", "other"));

        string[] sets = iptables["ipset.v4"].TrimEnd().Split('\n');
        string made = Assert.Single(sets).Split(' ')[1];
        Assert.Matches("^destroy cali40s:[^ \n]*\n$", iptables["ipset-cleanup.v4"]);
        Assert.Contains($"--match-set {made} src", iptables["iptables.v4"], StringComparison.Ordinal);
        Assert.Equal(2, iptables["iptables.v4"].Split('\n').Count(line => line.Contains(Chain, StringComparison.Ordinal)));
        string[] lines = Nftables(s_cluster, Cluster("8080", "other"))["nft.v4"].TrimEnd().Split('\n');
        Assert.Equal(["flush chain", "add set", "add rule", "delete set"], lines.Select(line => string.Join(' ', line.Split(' ')[..2])), StringComparer.Ordinal);
    }

    [Fact]
    public void A_policy_that_goes_away_takes_its_chain_with_it()
    {
        PolicySnapshot without = s_cluster.With([], ["NetworkPolicy/ns7/p"]).Snapshot;

        string rules = Iptables(s_cluster, without)["iptables.v4"];

        Assert.EndsWith($"\n-X {Chain}\nCOMMIT\n", rules, StringComparison.Ordinal);
        Assert.Equal(2, rules.Split('\n').Count(line => line.StartsWith(':')));
        Assert.Contains($"\ndelete chain ip calico filter-{Chain}\ndelete set ", Nftables(s_cluster, without)["nft.v4"], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Iptables(PolicySnapshot before, PolicySnapshot after) => Render(new IptablesRenderer(), before, after);

    private static Dictionary<string, string> Nftables(PolicySnapshot before, PolicySnapshot after) => Render(new NftablesRenderer(), before, after);

    private static Dictionary<string, string> Render(IRenderer renderer, PolicySnapshot before, PolicySnapshot after) =>
        renderer.Render(after, new RenderRequest { Since = before }).Parts.ToDictionary(part => part.Name, part => part.Text, StringComparer.Ordinal);

    private static PolicySnapshot Cluster(string port, string app = "client") => WorldStates.Of(
        "node1",
        string.Join("\n---\n", Enumerable.Range(0, Namespaces).Select(number => Namespace($"ns{number}", $"10.65.{number}", number == 7 ? port : "8080", number == 7 ? app : "client")))).Steps[0];

    private static string Namespace(string name, string net, string port, string app) => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: {{name}}, labels: {app: web} }
        spec: {nodeName: node1, containers: [{name: c}]}
        status: {podIP: {{net}}.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: {{name}}, labels: {app: client} }
        spec: {nodeName: node1, containers: [{name: c}]}
        status: {podIP: {{net}}.2}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: {{name}} }
        spec:
          podSelector: {matchLabels: {app: web} }
          ingress:
          - from: [{podSelector: {matchLabels: {app: {{app}} } } }]
            ports: [{port: {{port}} }]
        """;
}
