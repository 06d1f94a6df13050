namespace Cli.Tests.Commands;

public sealed class DriftCommandTests : IDisposable
{
    private const string World = """
        {apiVersion: v1, kind: Pod, metadata: {name: redis, namespace: shop, labels: {app: redis}}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.2.30}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.1.21}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: redis, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6379}]}]}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("netpol-drift").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rules_as_they_are_rendered_have_the_effect_of_the_policies()
    {
        CommandResult result = Drift(Saved("iptables.v4"), Saved("ipset.v4"));

        Assert.Equal(("", 0), (result.Error, result.Status));
        Assert.Equal("n1: the rules have the effect of the policies\n", result.Output);
    }

    [Fact]
    public void A_flow_that_is_treated_differently_is_shown_with_the_rule_and_the_policy()
    {
        string rules = File.ReadAllText(Saved("iptables.v4")).Replace("--destination-ports 6379 ", "--destination-ports 6380 ", StringComparison.Ordinal);
        CommandResult result = Drift(Write("rules", rules), Saved("ipset.v4"));

        Assert.Equal(1, result.Status);
        Assert.Contains("n1: the rules differ from the policies\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("differs: iptables lets through 10.244.1.21 -> 10.244.2.30 tcp/6380 in by other0 out by cali", result.Output, StringComparison.Ordinal);
        Assert.Contains("  rule: filter cali-pi-knp/shop/redis 1: mark (", result.Output, StringComparison.Ordinal);
        Assert.Contains("  policies: ingress: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("differs: iptables drops 10.244.1.21 -> 10.244.2.30 tcp/6379", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_the_same()
    {
        string rules = File.ReadAllText(Saved("iptables.v4")).Replace("--destination-ports 6379 ", "--destination-ports 6380 ", StringComparison.Ordinal);
        CommandResult result = Netpol.RunWithInput(World, "drift", "--node", "n1", "--iptables-save", Write("rules", rules), "--ipset-save", Saved("ipset.v4"), "--format", "json", "-");

        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.False(json.RootElement.GetProperty("same").GetBoolean());
        Assert.Equal("10.244.1.21", json.RootElement.GetProperty("differences")[0].GetProperty("from").GetString());
        Assert.True(json.RootElement.GetProperty("differences")[0].GetProperty("permitted").GetBoolean());
    }

    [Fact]
    public void Without_the_sets_it_is_not_known()
    {
        CommandResult result = Drift(Saved("iptables.v4"), null);

        Assert.Equal(3, result.Status);
        Assert.StartsWith("n1: not everything is understood; no difference is known\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_understood_is_told_with_its_place()
    {
        string rules = Write("rules", "*filter\n-A FORWARD -m nonsense --x\nCOMMIT\n");
        CommandResult result = Drift(rules, null);

        Assert.StartsWith($"{rules}:2:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--iptables-save", "iptables-save", "hello world\n")]
    [InlineData("--iptables-save", "iptables-save", "")]
    [InlineData("--iptables-save", "iptables-save", "* filter\n* nat\n# a list\n")]
    [InlineData("--iptables-save", "iptables-save", "\0\u0001\u00ff\ufffd[\n:")]
    [InlineData("--ip6tables-save", "ip6tables-save", "hello world\n")]
    [InlineData("--nft", "`nft -j list ruleset`", "hello world\n")]
    [InlineData("--nft", "`nft -j list ruleset`", "")]
    [InlineData("--nft", "`nft -j list ruleset`", "{}")]
    [InlineData("--nft", "`nft -j list ruleset`", """{"nftables": {}}""")]
    [InlineData("--nft", "`nft -j list ruleset`", """{"nftables": [{"metainfo": {}}""")]
    [InlineData("--nft", "`nft -j list ruleset`", "table ip filter {\n}\n")]
    public void A_file_that_holds_no_rules_is_an_error(string option, string tool, string text)
    {
        string path = Write("given", text);
        CommandResult result = Netpol.RunWithInput(World, "drift", "--node", "n1", option, path, "-");

        Assert.Equal(2, result.Status);
        Assert.Equal(("", $"netpol: {path} is not what {tool} prints\n"), (result.Output, result.Error));
    }

    [Theory]
    [InlineData("hello world\n", 2)]
    [InlineData("*filter\nCOMMIT\n", 2)]
    [InlineData("", 1)]
    [InlineData("create other hash:net family inet hashsize 1024 maxelem 65536\n", 1)]
    public void A_file_that_holds_no_sets_is_an_error_unless_it_is_empty(string text, int status)
    {
        string path = Write("sets", text);
        CommandResult result = Netpol.RunWithInput(World, "drift", "--node", "n1", "--iptables-save", Write("rules", "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n"), "--ipset-save", path, "-");

        Assert.Equal(status, result.Status);
        Assert.Equal(status == 2 ? $"netpol: {path} is not what `ipset save` prints\n" : "", result.Error);
    }

    [Theory]
    [InlineData("--iptables-save", "# Generated by iptables-save v1.8.9 (nf_tables) on Mon Jan  5 10:00:00 2026\n# Completed on Mon Jan  5 10:00:00 2026\n")]
    [InlineData("--iptables-save", "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n")]
    [InlineData("--nft", """{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}""")]
    [InlineData("--nft", "flush ruleset\n")]
    public void Rules_that_let_everything_through_are_compared(string option, string text)
    {
        CommandResult result = Netpol.RunWithInput(World, "drift", "--node", "n1", option, Write("given", text), "-");

        Assert.Equal(("", 1), (result.Error, result.Status));
        Assert.StartsWith("n1: the rules differ from the policies\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--node: the input has no node `n9`", "--node", "n9", "--iptables-save", "/dev/null")]
    [InlineData("drift: give the rules of the node", "--node", "n1")]
    [InlineData("--iptables-save: ", "--node", "n1", "--iptables-save", "/nowhere/at-all")]
    public void Arguments_that_make_no_sense_are_errors(string message, params string[] arguments)
    {
        CommandResult result = Netpol.RunWithInput(World, ["drift", .. arguments, "-"]);

        Assert.Equal(2, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static CommandResult Drift(string rules, string? sets) => Netpol.RunWithInput(
        World, ["drift", "--node", "n1", "--iptables-save", rules, .. sets is null ? [] : (string[])["--ipset-save", sets], "-"]);

    private string Saved(string part)
    {
        CommandResult rendered = Netpol.RunWithInput(World, "render", "--target", "iptables", "--node", "n1", "--part", part, "--prove", "-");
        Assert.Equal(("proved: no packet is treated differently than by the policies\n", 0), (rendered.Error, rendered.Status));
        return Write(part, rendered.Output);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
