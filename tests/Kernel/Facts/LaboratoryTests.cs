using Kernel.Tests.Clusters;
using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Kernel.Tests.Facts;

/// <summary>The laboratory itself: it tells wrong rules from right ones, and leaves nothing behind.</summary>
public sealed class LaboratoryTests
{
    private static readonly TrafficPoint s_web = TrafficPoint.Ports(Protocol.Tcp, 80, 40000);

    [KernelFact]
    public void Rules_of_another_cluster_are_noticed_and_the_rule_is_named() => Assert.All(RuleLoader.All.Values, make =>
    {
        World closed = HostTown.TwoNodes with { KubernetesPolicies = [Town.Ingress()] };
        string way = NetworkThread.Run(() =>
        {
            using var lab = new NodeLab();
            RuleLoader loader = make();
            var cluster = new LoadedCluster(lab, loader, new NodeWorld(HostTown.TwoNodes, "n2"));
            Assert.Null(cluster.Comparison.Compare(Address(Town.A), Address(Town.Server), s_web));
            loader.Load(new LoadedWorld(closed).Snapshot, "n2");
            lab.ForgetConnections();
            string[] before = [.. loader.Listing()];
            Assert.NotNull(cluster.Comparison.Compare(Address(Town.A), Address(Town.Server), s_web));
            return string.Join('\n', CounterChange.Between(before, loader.Listing()));
        });
        Assert.Contains("End of tier default. Drop if no policies passed packet", way, StringComparison.Ordinal);
    });

    [KernelFact]
    public void What_fails_is_told_in_a_smaller_cluster() => Assert.Contains("the rules that count it", NetworkThread.Run(() =>
    {
        using var lab = new NodeLab();
        var difference = new Difference(Address(Town.A), Address(Town.Server), s_web, PacketKind.First, Expected: true);
        return new ClusterFailure(lab, RuleLoader.All["nftables"](), difference).Describe(new NodeWorld(HostTown.TwoNodes, "n2"));
    }), StringComparison.Ordinal);

    [KernelFact]
    public void Nothing_is_left_behind_even_by_failure()
    {
        string[] before = Directory.GetDirectories("/sys/class/net");

        Assert.Throws<InvalidOperationException>(() => NetworkThread.Run<int>(() =>
        {
            using var lab = new NodeLab();
            Tool.Run("nft", "add table ip left", "-f", "-");
            throw new InvalidOperationException();
        }));

        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetDirectories("/sys/class/net").Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.DoesNotContain("left", Tool.Run("nft", "", "list", "tables"), StringComparison.Ordinal);
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
