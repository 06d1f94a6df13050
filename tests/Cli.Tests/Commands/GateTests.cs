using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Changes that gates forbid.</summary>
public sealed class GateTests : IDisposable
{
    private static readonly string[] s_opening = ["diff", "-f", Path.Combine("samples", "redis"), "--without", "networkpolicy/shop/redis-from-frontend", "--from", "ns/dev"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_gate_forbids_fails_with_a_witness()
    {
        string gates = _folder.Write("gates.yaml", "gates:\n- name: nothing new into the shop\n  to: {namespaceLabels: \"kubernetes.io/metadata.name == 'shop'\"}\n  ports: [6379]\n  why: it holds cards\n");
        CommandResult result = Netpol.Run([.. s_opening, "--gate", gates]);
        Assert.Equal((1, ""), (result.Status, result.Error));
        Assert.EndsWith(
            $"""
            1 change
            gate violated: nothing new into the shop ({gates}:2:3)
              it holds cards
              dev/tool-0 -> shop/redis-0 gains TCP 6379
                such as dev/tool-0 -> shop/redis-0 tcp/6379, now allowed: no policy governs the ingress of the destination
            1 violation

            """.ReplaceLineEndings("\n"),
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_changes_and_violations()
    {
        string gates = _folder.Write("gates.yaml", "gates: [{name: redis, with: {workload: redis}, change: [added]}, {name: pod, with: {namespace: shop}}]");
        JsonElement result = Netpol.Run([.. s_opening, "--gate", gates, "--format", "json"]).Json;
        Assert.Equal(1, result.GetProperty("changes").GetArrayLength());
        JsonElement violation = result.GetProperty("violations").EnumerateArray().Last();
        Assert.Equal(("pod", "added", "dev/tool-0", "shop/redis-0"), (violation.GetProperty("gate").GetString(), violation.GetProperty("change").GetString(), violation.GetProperty("from").GetString(), violation.GetProperty("to").GetString()));
        Assert.Equal("""{"from":"dev/tool-0","to":"shop/redis-0","protocol":"TCP","port":1}""", JsonSerializer.Serialize(violation.GetProperty("witness")));
        Assert.Equal("allowed", violation.GetProperty("decidedBy").GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("{name: g, from: {external: true}}")]
    [InlineData("{name: g, to: {namespace: dev}}")]
    [InlineData("{name: g, change: [changed]}")]
    [InlineData("{name: g, to: {cidr: 203.0.113.0/24}}")]
    public void Changes_that_no_gate_forbids_pass(string gate)
    {
        CommandResult result = Netpol.Run([.. s_opening, "--gate", _folder.Write("gates.yaml", $"gates: [{gate}]")]);
        Assert.Equal((0, true), (result.Status, result.Output.EndsWith("no gate is violated\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_lost_violates_nothing()
    {
        string policy = _folder.Write("deny.yaml", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}");
        Assert.Equal(0, Netpol.Run("diff", "-f", Path.Combine("samples", "redis"), "--whatif", policy, "--gate", _folder.Write("gates.yaml", "gates: [{name: anything}]")).Status);
    }

    [Theory]
    [InlineData("gates: [{name: g, too: {namespace: a}}]", ":1:19: error PE3001")]
    [InlineData("gates: [{name: g, to: {namespaces: a}}]", ":1:24: error PE3001")]
    [InlineData("gates: [{name: g, to: {}}]", "error PE3003")]
    [InlineData("gates: [{to: {namespace: a}}]", "error PE3003")]
    [InlineData("gates: [{name: g, to: {labels: \"a ==\"}}]", "error PE2001")]
    [InlineData("gates: [{name: g, to: {cidr: 10.0.0.0/33}}]", "error PE3006")]
    [InlineData("gates: [{name: g, to: {labels: all(), external: true}}]", "error PE3008")]
    [InlineData("gates: [{name: g, ports: [0]}]", "error PE3005")]
    [InlineData("gates: [{name: g, ports: [{a: b}]}]", "error PE3002")]
    [InlineData("gates: [{name: g, change: [removed]}]", "error PE3004")]
    [InlineData("gates: {name: g}", "error PE3002")]
    [InlineData("gates: [g]", "error PE3002")]
    [InlineData("other: 1", "error PE3001")]
    [InlineData("", "error PE3003")]
    [InlineData("gates: [", "error PE1001")]
    [InlineData("- a", "error PE1012")]
    public void A_file_that_is_not_understood_is_an_error_with_its_place_and_a_hint(string text, string expected)
    {
        CommandResult result = Netpol.Run([.. s_opening, "--gate", _folder.Write("gates.yaml", text)]);
        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("  hint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error() => Assert.Equal(2, Netpol.Run([.. s_opening, "--gate", Path.Combine(_folder.Path, "nowhere.yaml")]).Status);
}
