namespace Cli.Tests.Commands;

public sealed class RenderCommandTests
{
    private const string World = """
        {apiVersion: v1, kind: Pod, metadata: {name: redis, namespace: shop, labels: {app: redis}}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.2.30}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.21}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: redis, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}, policyTypes: [Ingress, Egress],
          ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 172.16.0.0/16, except: [172.16.99.0/24]}}], ports: [{port: 6379}, {port: 16379, endPort: 16390}]}]}}
        """;

    [Fact]
    public void Access_lists_say_what_is_let_through_and_deny_the_rest_of_the_scope()
    {
        CommandResult result = Netpol.RunWithInput(World, "render", "--target", "ios", "--endpoint", "shop/redis", "--name", "redis", "--prove", "-");

        Assert.Equal("proved: no packet is treated differently than by the policies\n", result.Error);
        Assert.Equal(0, result.Status);
        Assert.StartsWith(
            """
            ip access-list extended NP-REDIS-OUT
             10 permit tcp host 10.244.1.21 host 10.244.2.30 eq 6379
             20 permit tcp host 10.244.1.21 host 10.244.2.30 range 16379 16390
             30 permit tcp 172.16.0.0 0.0.63.255 host 10.244.2.30 eq 6379
             40 permit tcp 172.16.0.0 0.0.63.255 host 10.244.2.30 range 16379 16390
            """,
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains(" deny ip any host 10.244.2.30 log\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" permit tcp host 10.244.2.30 eq 6379 host 10.244.1.21 established\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_cannot_say_is_told_with_an_example_and_the_rule_behind_it()
    {
        const string Policy = """

            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: sctp, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 9000, protocol: SCTP}]}]}}
            """;

        CommandResult result = Netpol.RunWithInput(World + Policy, "render", "--target", "hns", "--endpoint", "shop/redis", "--prove", "-");

        Assert.Equal(1, result.Status);
        Assert.Equal(
            "loss: SCTP ports cannot be given: traffic to them is dropped\n  for example 10.244.1.21 -> 10.244.2.30 sctp/9000, about which NetworkPolicy/shop/sctp ingress[0] decides\n",
            result.Error);
    }

    [Fact]
    public void Tiers_are_written_with_their_rules()
    {
        CommandResult result = Netpol.RunWithInput(World, "render", "--target", "hns", "--form", "tiered", "--endpoint", "shop/redis", "--prove", "-");

        Assert.Equal((0, "proved: no packet is treated differently than by the policies\n"), (result.Status, result.Error));
        Assert.Contains("\"Type\": \"TierAcl\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_without_addresses_are_a_loss()
    {
        const string Frontend = """

            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: front, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}}
            """;

        CommandResult result = Netpol.RunWithInput(World + Frontend, "render", "--target", "ios", "--endpoint", "shop/redis", "-");

        Assert.Equal(1, result.Status);
        Assert.Equal(
            "loss: the addresses of some endpoints are not known: their traffic is dropped\n  for example Deployment/shop/front -> 10.244.2.30 tcp/6379, about which NetworkPolicy/shop/redis ingress[0] decides\n",
            result.Error);
    }

    [Fact]
    public void What_the_node_holds_is_changed_where_it_differs()
    {
        using var folder = new TemporaryFolder();
        string before = folder.Write("before.yaml", World);
        string after = folder.Write("after.yaml", World.Replace("port: 6379", "port: 6380"));

        CommandResult changed = Netpol.Run("render", "--target", "nftables", "--since", before, "--part", "nft.v4", after);
        CommandResult same = Netpol.Run("render", "--target", "iptables", "--since", before, before);

        Assert.Equal("", changed.Error);
        Assert.StartsWith("flush chain ip calico filter-cali-pi-knp/shop/redis\nadd rule ip calico filter-cali-pi-knp/shop/redis ", changed.Output, StringComparison.Ordinal);
        Assert.All(changed.Output.TrimEnd().Split('\n'), line => Assert.Contains("-cali-pi-knp/shop/redis", line));
        Assert.Equal("# ipset.v4\n# iptables.v4\n# ipset-cleanup.v4\n# ipset.v6\n# iptables.v6\n# ipset-cleanup.v6\n", same.Output);
    }

    [Fact]
    public void A_node_that_only_the_node_itself_still_has_rules_of_is_rendered_without()
    {
        using var folder = new TemporaryFolder();
        string after = folder.Write("after.yaml", "{apiVersion: v1, kind: Node, metadata: {name: other}}");

        Assert.Equal(0, Netpol.RunWithInput(Fixture.Cluster, "render", "--target", "nftables", "--since", "-", "--node", "w1", after).Status);
        Assert.Equal("netpol: --node: the input has no node `w9`\n", Netpol.RunWithInput(Fixture.Cluster, "render", "--target", "nftables", "--since", "-", "--node", "w9", after).Error);
    }

    [Theory]
    [InlineData("netpol: --node is not given; these are the rules of `w1`, the first of 3 nodes by name\n", "iptables")]
    [InlineData("", "iptables", "--node", "w1")]
    public void The_node_that_was_chosen_is_told(string told, string target, params string[] options) =>
        Assert.Equal(told, Netpol.RunProcess(Fixture.Cluster, ["render", "-", "--target", target, .. options]).Error);

    [Fact]
    public void Access_lists_are_always_whole()
    {
        CommandResult result = Netpol.RunWithInput(World, "render", "--target", "ios", "--since", "before.yaml", "-");

        Assert.Equal(2, result.Status);
        Assert.Contains("--since: access lists are always whole", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_text_goes_to_a_file_of_its_own_in_a_directory()
    {
        using var folder = new TemporaryFolder();

        CommandResult result = Netpol.RunWithInput(World, "render", "--target", "hns", "-o", folder.Path, "-");

        Assert.Equal(0, result.Status);
        Assert.Equal(["hns.shop.redis", "hns.shop.web"], Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("iptables", "ipset.v4", "create cali40masq-ipam-pools hash:net family inet maxelem 1048576")]
    [InlineData("iptables", "iptables.v4", "-A cali-pi-knp/shop/redis ")]
    [InlineData("nftables", "nft.v4", "add chain ip calico filter-cali-pi-knp/shop/redis")]
    public void Rules_of_a_node_are_those_that_Calico_programs(string target, string part, string line)
    {
        CommandResult result = Netpol.RunWithInput(World, "render", "--target", target, "--node", "n1", "--part", part, "-");

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Status);
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fidelity: `both` is none", "--target", "nftables", "--fidelity", "both")]
    [InlineData("--target: `pf` is none; there are ", "--target", "pf")]
    [InlineData("--object-groups: only ios has them", "--target", "hns", "--object-groups")]
    [InlineData("--form: only hns has tiers", "--target", "ios", "--form", "tiered")]
    [InlineData("--form: `round` is none; there are flat and tiered", "--target", "hns", "--form", "round")]
    [InlineData("--node: the input has no node `n9`", "--target", "ios", "--node", "n9")]
    [InlineData("--part: there is no `x`; there are rfc8519", "--target", "rfc8519", "--part", "x")]
    public void What_is_not_there_is_said(string message, params string[] arguments)
    {
        CommandResult result = Netpol.RunWithInput(World, ["render", .. arguments, "-"]);

        Assert.Equal(2, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
