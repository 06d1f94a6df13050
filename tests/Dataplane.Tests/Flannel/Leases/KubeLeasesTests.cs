using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>Leases from Kubernetes nodes and their annotations.</summary>
public sealed class KubeLeasesTests
{
    private const string Data = """{"VNI":1,"VtepMAC":"66:f9:37:c3:7e:94"}""";
    private const string OtherData = """{"VNI":1,"VtepMAC":"66:f9:37:c3:7e:95"}""";

    private readonly KubeLeases _leases = new(FlannelConfig.Read("""{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}""").Value!);

    private readonly KubeLeases _dual = new(
        FlannelConfig.Read("""{"EnableIPv6": true, "Network": "10.244.0.0/16", "IPv6Network": "fc00::/48", "Backend": {"Type": "vxlan"}}""").Value!);

    private static LeaseAttributes Attributes { get; } = At("192.168.0.1") with { BackendData = Data };

    private static LeaseAttributes DualAttributes { get; } = Attributes with { PublicIpV6 = Ip("2001:db8::1"), BackendDataV6 = Data };

    private static KubeNode Node(params string[] podCidrs) => new("n1", [.. podCidrs.Select(Block)], ImmutableSortedDictionary<string, string>.Empty);

    private KubeNode Annotated => _leases.Acquire(Node("10.244.1.0/24"), Attributes).Value!.Node;

    private KubeNode DualAnnotated => _dual.Acquire(Node("10.244.1.0/24", "fc00:0:0:1::/64"), DualAttributes).Value!.Node;

    [Fact]
    public void The_subnet_is_the_nodes_pod_CIDR_and_never_ends()
    {
        KubeAcquisition acquired = _leases.Acquire(Node("10.244.1.0/24"), Attributes).Value!;

        Assert.Equal(new FlannelLease(Block("10.244.1.0/24"), null, Attributes), acquired.Lease);
        Assert.Null(acquired.Lease.Expires);
        Assert.Equal(
            [
                $"{FlannelAnnotations.BackendData}={Data}",
                $"{FlannelAnnotations.BackendType}=vxlan",
                $"{FlannelAnnotations.Managed}=true",
                $"{FlannelAnnotations.PublicIp}=192.168.0.1",
            ],
            acquired.Node.Annotations.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void The_others_read_from_the_annotations_what_the_node_told()
    {
        Assert.Equal(new FlannelLease(Block("10.244.1.0/24"), null, Attributes), _leases.LeaseOf(Annotated).Value);
        Assert.Equal(new FlannelLease(Block("10.244.1.0/24"), Block("fc00:0:0:1::/64"), DualAttributes), _dual.LeaseOf(DualAnnotated).Value);
    }

    [Fact]
    public void An_administrator_may_overwrite_the_public_address()
    {
        KubeNode node = Node("10.244.1.0/24", "fc00:0:0:1::/64")
            .With(FlannelAnnotations.PublicIpOverwrite, "203.0.113.1").With(FlannelAnnotations.PublicIpV6Overwrite, "2001:db8::ffff");
        KubeNode annotated = _dual.Acquire(node, DualAttributes).Value!.Node;

        Assert.Equal(Ip("203.0.113.1"), _dual.LeaseOf(annotated).Value!.Attributes.PublicIp);
        Assert.Equal(Ip("2001:db8::ffff"), _dual.LeaseOf(annotated).Value!.Attributes.PublicIpV6);
    }

    [Theory]
    [InlineData("host-gw", "null", "null")]
    [InlineData("wireguard", "null", null)]
    [InlineData("vxlan", null, null)]
    [InlineData("udp", "null", null)]
    public void A_backend_without_data_tells_so_by_kind(string type, string? data, string? dataV6)
    {
        KubeNode node = _dual.Acquire(Node("10.244.1.0/24"), new(type) { PublicIp = Ip("192.168.0.1"), PublicIpV6 = Ip("2001:db8::1") }).Value!.Node;

        Assert.Equal((data, dataV6), (node[FlannelAnnotations.BackendData], node[FlannelAnnotations.BackendDataV6]));
    }

    [Theory]
    [InlineData(FlannelErrorKind.NodeIncomplete)]
    [InlineData(FlannelErrorKind.NodeIncomplete, "10.244.1.0/24", "10.244.2.0/24", "fc00::/64")]
    [InlineData(FlannelErrorKind.OutsideNetwork, "10.1.1.0/24")]
    [InlineData(FlannelErrorKind.OutsideNetwork, "10.244.1.0/24", "fc00:0:0:1::/64")]
    public void A_node_without_fitting_subnets_has_no_lease(FlannelErrorKind expected, params string[] podCidrs) =>
        Assert.Equal(expected, _leases.Acquire(Node(podCidrs), Attributes).Error!.Kind);

    [Fact]
    public void A_node_has_no_lease_if_its_only_subnet_is_of_a_family_that_is_not_enabled()
    {
        KubeLeases leases = new(FlannelConfig.Read("""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "fc00::/48"}""").Value!);

        Assert.Equal(FlannelErrorKind.NodeIncomplete, leases.Acquire(Node("10.244.1.0/24"), Attributes).Error!.Kind);
    }

    [Theory]
    [InlineData(FlannelAnnotations.PublicIp, "")]
    [InlineData(FlannelAnnotations.PublicIp, "fc00::1")]
    [InlineData(FlannelAnnotations.PublicIpV6, "10.0.0.1")]
    public void A_node_without_a_public_address_of_each_family_tells_nothing(string annotation, string value)
    {
        KubeNode node = DualAnnotated.With(annotation, value);

        Assert.Equal(FlannelErrorKind.NodeIncomplete, _dual.LeaseOf(node).Error!.Kind);
        Assert.Null(_dual.Changed(null, node));
    }

    [Fact]
    public void A_node_with_too_many_subnets_tells_nothing() => Assert.Equal(
        FlannelErrorKind.NodeIncomplete,
        _leases.LeaseOf(Annotated with { PodCidrs = [Block("10.244.1.0/24"), Block("10.244.2.0/24"), Block("10.244.3.0/24")] }).Error!.Kind);

    [Fact]
    public void A_new_node_is_an_addition_and_a_deleted_one_a_removal()
    {
        Assert.Equal("added 10.244.1.0/24", Text(_leases.Changed(null, Annotated)!));
        Assert.Equal("removed 10.244.1.0/24", Text(_leases.Changed(Annotated, null)!));
        Assert.Null(_leases.Changed(null, null));
    }

    [Theory]
    [InlineData(FlannelAnnotations.BackendData, OtherData)]
    [InlineData(FlannelAnnotations.PublicIp, "192.168.0.2")]
    [InlineData(FlannelAnnotations.BackendType, "host-gw")]
    public void A_change_of_annotations_is_an_addition_alone(string annotation, string value)
    {
        KubeNode after = Annotated.With(annotation, value);

        Assert.Equal(new LeaseEvent(LeaseEventKind.Added, _leases.LeaseOf(after).Value!), _leases.Changed(Annotated, after));
    }

    [Fact]
    public void A_change_of_anything_else_is_not_told() => Assert.Null(_leases.Changed(Annotated, Annotated.With("other", "value")));

    [Fact]
    public void A_node_that_Flannel_does_not_manage_is_not_told() => Assert.Null(_leases.Changed(null, Annotated.With(FlannelAnnotations.Managed, "false")));

    [Fact]
    public void With_both_families_a_change_of_one_alone_is_not_told()
    {
        KubeNode one = DualAnnotated.With(FlannelAnnotations.BackendData, OtherData);
        KubeNode both = one.With(FlannelAnnotations.BackendDataV6, OtherData);

        Assert.Null(_dual.Changed(DualAnnotated, one));
        Assert.NotNull(_dual.Changed(DualAnnotated, both));
    }
}
