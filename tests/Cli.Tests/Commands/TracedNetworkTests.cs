namespace Cli.Tests.Commands;

/// <summary>The network that <c>trace</c> makes of its input, and what it says of that.</summary>
public sealed class TracedNetworkTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: w1}, status: {podIP: 10.244.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w2}, status: {podIP: 10.244.2.1}}
        """;

    [Fact]
    public void What_is_inferred_of_the_network_is_told_on_demand()
    {
        CommandResult quiet = Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "-f", "-");
        CommandResult verbose = Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "-f", "-", "--verbose");

        Assert.Equal((0, 0), (quiet.Status, verbose.Status));
        Assert.DoesNotContain("assumed", quiet.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n  note: \d+ things that the input does not say are assumed; --verbose tells what\n", quiet.Output);
        Assert.Contains("netpol: assumed: `w1`, `w2`: the node's subnet is taken to be a /24\n", verbose.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", verbose.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_is_the_one_that_the_datastore_describes()
    {
        const string Settings = "\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 1000}}";

        Assert.Equal(0, Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "--size", "1400", "-f", "-").Status);
        Assert.Equal(1, Netpol.RunWithInput(Cluster + Settings, "trace", "default/a", "default/b", "--port", "80", "--size", "1400", "-f", "-").Status);
    }
}
