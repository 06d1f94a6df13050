using System.Globalization;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Addressing.Collection;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Collection;

public sealed class AddressCollectorTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private readonly CalicoIpam _ipam = new();
    private readonly List<PodPresence> _pods = [];
    private readonly List<string> _nodes = ["node-a", "node-b"];

    public AddressCollectorTests()
    {
        _ipam.PutPool(new("p", IpamReplay.Prefix("10.0.0.0/24")) { BlockSize = 30 });
        _nodes.ForEach(node => _ipam.PutNode(node, LabelSet.Empty));
    }

    [Fact]
    public void An_address_of_a_running_pod_stays()
    {
        IpAddress address = Assign("pod");
        _pods.Add(Pod("pod") with { Addresses = [address] });

        Assert.Empty(ScanAfter(Grace, Grace).Released);
        Assert.Single(_ipam.AddressesOf("h-pod"));
    }

    [Fact]
    public void An_address_without_its_pod_is_a_candidate_and_released_after_the_grace()
    {
        IpAddress address = Assign("pod");

        AddressCollector collector = new(_ipam);
        Assert.Equal<IpAddress>([address], Scan(collector).Candidates);
        _ipam.Advance(Grace - TimeSpan.FromSeconds(1));
        Assert.Empty(Scan(collector).Released);
        _ipam.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal<IpAddress>([address], Scan(collector).Released);
        Assert.Empty(_ipam.AddressesOf("h-pod"));
    }

    [Theory]
    [InlineData("node-b", "", false, true)]
    [InlineData("node-a", "10.0.0.99", false, true)]
    [InlineData("node-a", "", true, true)]
    [InlineData("node-a", "", false, false)]
    public void A_pod_elsewhere_with_other_addresses_or_finished_does_not_have_the_address(string node, string address, bool isFinished, bool isLeaked)
    {
        Assign("pod");
        _pods.Add(Pod("pod") with { Node = node, IsFinished = isFinished, Addresses = address.Length == 0 ? [] : [IpamReplay.Address(address)] });

        Assert.Equal(isLeaked ? 1 : 0, ScanAfter(Grace).Released.Length);
    }

    [Fact]
    public void A_candidate_that_becomes_valid_again_starts_anew()
    {
        Assign("pod");
        AddressCollector collector = new(_ipam);
        Scan(collector);
        _pods.Add(Pod("pod"));
        _ipam.Advance(Grace);
        Scan(collector);
        _pods.Clear();

        Assert.Empty(Scan(collector).Released);
    }

    [Fact]
    public void An_address_that_was_assigned_anew_starts_anew()
    {
        Assign("pod");
        AddressCollector collector = new(_ipam);
        Scan(collector);
        _ipam.Advance(Grace);
        _ipam.ReleaseByHandle("h-pod");
        Assert.Null(_ipam.AssignAddress("node-a", IpamReplay.Address("10.0.0.1"), "h-pod", attributes: new() { Node = "node-a", Namespace = "n", Pod = "pod" }));

        Assert.Single(Scan(collector).Candidates);
    }

    [Fact]
    public void An_address_of_a_node_that_is_gone_is_released_at_once()
    {
        Assign("pod");
        _nodes.Remove("node-a");

        CollectionReport report = Scan(new(_ipam));

        Assert.Single(report.Released);
        Assert.Equal("node-a", Assert.Single(report.ReleasedNodes));
        Assert.Empty(_ipam.Read().Blocks);
    }

    [Fact]
    public void All_addresses_of_a_handle_are_released_or_none()
    {
        Assign("first", "shared");
        IpAddress leaked = Assign("second", "shared");
        _pods.Add(Pod("first"));

        Assert.Equal<IpAddress>([leaked], ScanAfter(Grace).Leaked);
        _pods.Clear();
        Assert.Equal(2, ScanAfter(Grace).Released.Length);
    }

    [Fact]
    public void A_tunnels_address_goes_with_its_node_and_not_before_the_nodes_pods()
    {
        _ipam.Assign(new("node-a") { V4Count = 1, Use = AddressUses.Tunnel, Handle = HandleNames.OfTunnel(TunnelKind.Vxlan, "node-a"), Attributes = new() { Node = "node-a", Tunnel = TunnelKind.Vxlan } });
        Assert.Empty(ScanAfter(Grace).Candidates);

        Assign("pod");
        _pods.Add(Pod("pod"));
        _nodes.Remove("node-a");
        Assert.Empty(ScanAfter(Grace).Released);

        _pods.Clear();
        Assert.Equal(2, ScanAfter(Grace).Released.Length);
    }

    [Fact]
    public void An_address_that_no_pod_and_no_tunnel_asked_for_is_never_collected()
    {
        _ipam.Assign(new("node-a") { V4Count = 1, Handle = "by hand" });
        _nodes.Remove("node-a");

        CollectionReport report = ScanAfter(Grace);

        Assert.Empty(report.Released);
        Assert.Empty(report.ReleasedNodes);
    }

    [Fact]
    public void Without_a_grace_leaks_stay_on_nodes_that_exist_and_scans_are_five_minutes_apart()
    {
        CollectorOptions options = new() { Grace = TimeSpan.Zero };
        Assign("pod");
        AddressCollector collector = new(_ipam, options);
        Scan(collector);
        _ipam.Advance(Grace);

        Assert.Empty(Scan(collector).Released);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Period);
        Assert.Equal(Grace / 2, CollectorOptions.Default.Period);
    }

    [Fact]
    public void Empty_blocks_are_released_after_the_grace_but_not_the_last_of_a_node()
    {
        _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/28"));
        AddressCollector collector = new(_ipam);
        Assert.Empty(Scan(collector).ReleasedBlocks);
        _ipam.Advance(Grace);

        Assert.Equal(3, Scan(collector).ReleasedBlocks.Length);
        Assert.Single(_ipam.Read().Blocks);
    }

    [Fact]
    public void The_last_address_given_back_frees_the_block_of_a_deleted_node()
    {
        IpAddress used = Assign("pod");
        _ipam.AssignAddress("node-b", IpamReplay.Address(used.ToString()[..^1] + "3"), "other", attributes: new() { Node = "node-b" });
        _nodes.Remove("node-a");
        IpPrefix block = Assert.Single(_ipam.Read().Blocks).Cidr;

        Assert.Empty(ScanAfter(Grace).ReleasedNodes);
        Assert.Equal<IpPrefix>([block], _ipam.ClaimAffinity("node-b", block).Failed);
        _ipam.ReleaseByHandle("other");
        Assert.Equal("node-a", Assert.Single(ScanAfter(Grace).ReleasedNodes));
        Assert.Equal<IpPrefix>([block], _ipam.ClaimAffinity("node-b", block).Claimed);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Nodes_that_are_gone_are_removed_where_that_is_asked(bool removes, int left)
    {
        _nodes.Remove("node-a");
        new AddressCollector(_ipam, new() { RemovesNodes = removes }).Scan(new(_nodes, _pods));

        Assert.Equal(left, _ipam.Nodes.Count);
    }

    private static PodPresence Pod(string name) => new("n", name, "node-a");

    private IpAddress Assign(string pod, string? handle = null) => Assert.Single(_ipam.Assign(new("node-a")
    {
        V4Count = 1,
        Handle = handle ?? string.Create(CultureInfo.InvariantCulture, $"h-{pod}"),
        Attributes = new() { Node = "node-a", Namespace = "n", Pod = pod },
    }).V4.Addresses).Address;

    private CollectionReport Scan(AddressCollector collector) => collector.Scan(new ClusterPresence(_nodes, _pods));

    private CollectionReport ScanAfter(params TimeSpan[] waits)
    {
        AddressCollector collector = new(_ipam);
        CollectionReport report = Scan(collector);
        foreach (TimeSpan wait in waits)
        {
            _ipam.Advance(wait);
            CollectionReport next = Scan(collector);
            report = next with { Released = [.. report.Released, .. next.Released], ReleasedNodes = [.. report.ReleasedNodes, .. next.ReleasedNodes] };
        }

        return report;
    }
}
