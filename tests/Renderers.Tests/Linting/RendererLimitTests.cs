using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Linting;

public sealed class RendererLimitTests
{
    private const string Documents = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}, {ipBlock: {cidr: 10.3.0.0/16}}], ports: [{port: 1, endPort: 65534}]}]
        """;

    [Theory]
    [InlineData(80, 80, 1)]
    [InlineData(0, 1023, 1)]
    [InlineData(1024, 65535, 6)]
    [InlineData(4000, 8000, 8)]
    [InlineData(8000, 8999, 6)]
    [InlineData(30000, 32767, 5)]
    [InlineData(32768, 60999, 7)]
    [InlineData(1, 65535, 16)]
    [InlineData(1, 65534, 30)]
    [InlineData(0, 65535, 1)]
    public void A_range_takes_as_many_entries_as_it_has_blocks_of_powers_of_two(ushort low, ushort high, int entries) =>
        Assert.Equal(entries, TableEntries.Of(new Interval<ushort>(low, high)));

    [Fact]
    public void Entries_are_counted_for_each_list() => Assert.Equal(
        [
            "`ios`: list `NP-POLICY-IN` takes about 62 entries of a switch's table, more than 60",
            "`ios`: list `NP-POLICY-OUT` takes about 62 entries of a switch's table, more than 60",
            "`rfc8519`: list `np-policy-in-v4` takes about 62 entries of a switch's table, more than 60",
            "`rfc8519`: list `np-policy-out-v4` takes about 62 entries of a switch's table, more than 60",
        ],
        Messages(60));

    [Fact]
    public void What_does_not_exceed_the_limit_is_not_told() => Assert.Empty(Messages(62));

    [Theory]
    [InlineData(65500, 0)]
    [InlineData(65501, 1)]
    public void Priorities_of_windows_end(int priority, int findings)
    {
        var renderer = new GivenRenderer(RenderTarget.Hns, new RenderResult([new RenderedPart("hns.shop.web-0", $$"""[{"Priority": 900}, {"Priority": {{priority}}}, {}]""")], []));

        ImmutableArray<Finding> found = RendererLint.Find("NP8013", Documents, ["hns"], rules: RendererRules.For([renderer]));

        Assert.Equal(findings, found.Length);
        Assert.All(found, finding => Assert.Equal(("Pod/shop/web-0", "`hns`: `hns.shop.web-0` needs priorities up to 65501, and the last is 65500"), (finding.Target.ObjectName, finding.Message)));
    }

    private static string[] Messages(int entries) =>
        [.. RendererLint.Find("NP8013", Documents, ["ios", "rfc8519", "hns", "iptables"], LintParameters.Default with { EntriesPerList = entries }).Select(finding => finding.Message)];
}
