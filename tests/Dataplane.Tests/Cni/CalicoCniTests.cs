using System.Collections.Immutable;
using Dataplane.Tests.Addressing;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Cni;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Cni;

public sealed class CalicoCniTests
{
    private const string Prefix = "cni.projectcalico.org/";

    private static readonly CalicoCniRequest Request = new("node-a", "c1") { Namespace = "n", Pod = "pod" };

    private readonly CalicoIpam _ipam = new();

    public CalicoCniTests()
    {
        _ipam.PutNode("node-a", LabelSet.Empty);
        Put("four", "10.0.0.0/24");
        Put("other", "10.1.0.0/24");
        Put("six", "fd00::/112");
    }

    [Fact]
    public void A_pod_gets_one_IPv4_address_that_carries_its_names()
    {
        CalicoCniResult result = Add();

        IpAddress address = Assert.Single(result.Addresses);
        AddressBlock block = Assert.Single(_ipam.Read().Blocks);
        Allocation held = block.Allocations[block.OrdinalOf(address)]!;
        Assert.Null(result.Error);
        Assert.Equal("k8s-pod-network.c1", held.Handle);
        Assert.Equal(new AddressAttributes { Node = "node-a", Namespace = "n", Pod = "pod", RequestedAt = TimeSpan.Zero }, held.Attributes);
    }

    [Theory]
    [InlineData("""["IPv4"]""", "4")]
    [InlineData("""["IPv6"]""", "6")]
    [InlineData("""["IPv6", "IPv4"]""", "46")]
    public void The_families_of_the_annotation_are_those_of_the_pod(string families, string expected) =>
        Assert.Equal(expected, string.Concat(Add(("ipFamilies", families)).Addresses.Select(address => address.Family == IpFamily.V4 ? '4' : '6')));

    [Theory]
    [InlineData("""["other"]""")]
    [InlineData("""["10.1.0.0/24"]""")]
    public void A_pool_is_named_or_given_by_its_range(string pools) =>
        Assert.StartsWith("10.1.0.", Assert.Single(Add(("ipv4pools", pools)).Addresses).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_annotation_of_the_pod_comes_before_that_of_its_namespace_and_both_before_the_configuration()
    {
        CalicoCni cni = new(_ipam, new() { V4Pools = ["six"] });
        CalicoCniRequest byNamespace = Request with { NamespaceAnnotations = Annotations(("ipv4pools", """["other"]""")) };

        Assert.StartsWith("10.1.", Assert.Single(cni.Add(byNamespace).Addresses).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("10.0.", Assert.Single(cni.Add(byNamespace with { PodAnnotations = Annotations(("ipv4pools", """["four"]""")) }).Addresses).ToString(), StringComparison.Ordinal);
        Assert.Equal(CniErrorKind.PoolFamilyMismatch, cni.Add(Request).Error?.Kind);
    }

    [Fact]
    public void A_pod_may_name_its_addresses_and_has_those_or_none()
    {
        Assert.Equal("10.0.0.9 fd00::9", string.Join(' ', Add(("ipAddrs", """["10.0.0.9", "fd00::9"]""")).Addresses));

        CalicoCniResult second = Add("c2", ("ipAddrs", """["10.0.0.8", "fd00::9"]"""));
        Assert.Equal(IpamErrorKind.AlreadyAssigned, second.Error?.Cause?.Kind);
        Assert.Empty(second.Addresses);
        Assert.Empty(_ipam.AddressesOf("k8s-pod-network.c2"));
    }

    [Fact]
    public void What_one_family_obtained_is_released_when_the_other_fails()
    {
        _ipam.RemovePool("six");

        CalicoCniResult result = Add(("ipFamilies", """["IPv4", "IPv6"]"""));

        Assert.Equal((CniErrorKind.NoAddress, IpamErrorKind.NoUsablePool), (result.Error!.Kind, result.Error.Cause!.Kind));
        Assert.Empty(result.Addresses);
        Assert.Equal(UInt128.Zero, _ipam.Utilization()[0].InUse);
        Assert.Empty(_ipam.Read().Handles);
    }

    [Fact]
    public void Addresses_without_IPAM_are_taken_as_they_are_where_the_configuration_allows_it()
    {
        (string Name, string Value) annotation = ("ipAddrsNoIpam", """["172.16.0.1"]""");

        Assert.Equal(CniErrorKind.FeatureDisabled, Add(annotation).Error?.Kind);
        CalicoCniResult result = new CalicoCni(_ipam, new() { AllowsAddressesWithoutIpam = true }).Add(Request with { PodAnnotations = Annotations(annotation) });
        Assert.Equal("172.16.0.1", Assert.Single(result.Addresses).ToString());
        Assert.Empty(_ipam.Read().Blocks);
    }

    [Fact]
    public void Floating_addresses_lead_to_the_address_of_their_family()
    {
        CalicoCni cni = new(_ipam, new() { AllowsFloatingAddresses = true });
        CalicoCniRequest request = Request with { PodAnnotations = Annotations(("floatingIPs", """["192.0.2.1"]"""), ("ipAddrs", """["10.0.0.9", "fd00::9"]""")) };

        Assert.Equal(CniErrorKind.FeatureDisabled, new CalicoCni(_ipam).Add(request).Error?.Kind);
        FloatingAddress floating = Assert.Single(cni.Add(request).Floating);
        Assert.Equal(("192.0.2.1", "10.0.0.9"), (floating.External.ToString(), floating.Internal.ToString()));
        Assert.Equal(CniErrorKind.InvalidAnnotation, cni.Add(Request with { PodAnnotations = Annotations(("floatingIPs", """["2001:db8::1"]""")) }).Error?.Kind);
    }

    [Fact]
    public void The_hardware_address_is_the_pods() => Assert.Equal("ca:fe:00:00:00:01", Add(("hwAddr", "ca:fe:00:00:00:01")).HardwareAddress?.ToString());

    [Theory]
    [InlineData("ipFamilies", """["IPv5"]""", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipFamilies", "IPv4", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipv4pools", "four", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipv4pools", """["unknown"]""", CniErrorKind.PoolNotFound)]
    [InlineData("ipv4pools", """["six"]""", CniErrorKind.PoolFamilyMismatch)]
    [InlineData("ipv6pools", """["10.0.0.0/24"]""", CniErrorKind.PoolFamilyMismatch)]
    [InlineData("ipv4pools", """["10.9.0.0/24"]""", CniErrorKind.NoAddress)]
    [InlineData("ipAddrs", """["10.0.0.999"]""", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipAddrs", """["10.0.0.1", "10.0.0.2"]""", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipAddrs", "[]", CniErrorKind.InvalidAnnotation)]
    [InlineData("ipAddrs", """["172.16.0.1"]""", CniErrorKind.NoAddress)]
    [InlineData("hwAddr", "ca:fe", CniErrorKind.InvalidAnnotation)]
    public void A_request_that_cannot_be_served_changes_nothing(string name, string value, CniErrorKind kind)
    {
        CalicoCniResult result = Add((name, value));

        Assert.Equal(kind, result.Error?.Kind);
        Assert.Empty(result.Addresses);
        Assert.Empty(_ipam.Read().Handles);
    }

    [Fact]
    public void Addresses_with_and_without_IPAM_exclude_each_other() => Assert.Equal(
        CniErrorKind.ConflictingAnnotations,
        Add(("ipAddrs", """["10.0.0.1"]"""), ("ipAddrsNoIpam", """["10.0.0.1"]""")).Error?.Kind);

    [Fact]
    public void Deleting_gives_back_and_can_be_repeated()
    {
        Add();

        Assert.Null(new CalicoCni(_ipam).Delete(Request));
        Assert.Null(new CalicoCni(_ipam).Delete(Request));
        Assert.Equal(UInt128.Zero, _ipam.Utilization()[0].InUse);
    }

    [Fact]
    public void The_address_of_a_virtual_machine_outlives_its_pod_and_goes_to_the_next()
    {
        CalicoCni cni = new(_ipam);
        CalicoCniRequest machine = Request with { VirtualMachine = "vm" };
        IpAddress address = Assert.Single(cni.Add(machine).Addresses);

        Assert.Null(cni.Delete(machine));
        Assert.Equal([address], cni.Add(machine with { ContainerId = "c2" }).Addresses.AsEnumerable());
        Assert.Null(cni.Delete(machine with { EndsVirtualMachine = true }));
        Assert.Empty(_ipam.AddressesOf("k8s-pod-network.vmi.n.vm"));
    }

    [Fact]
    public void A_virtual_machine_keeps_the_address_that_it_names_and_what_its_next_pod_cannot_add_to()
    {
        CalicoCni cni = new(_ipam);
        CalicoCniRequest machine = Request with { VirtualMachine = "vm", PodAnnotations = Annotations(("ipAddrs", """["10.0.0.9"]""")) };
        cni.Add(machine);
        cni.Delete(machine);

        Assert.Null(cni.Add(machine with { ContainerId = "c2" }).Error);
        Assert.NotNull(cni.Add(machine with { PodAnnotations = Annotations(("ipAddrs", """["10.0.0.9", "fd01::9"]""")) }).Error);
        Assert.Single(_ipam.AddressesOf("k8s-pod-network.vmi.n.vm"));
    }

    private static ImmutableDictionary<string, string> Annotations(params (string Name, string Value)[] annotations) =>
        annotations.ToImmutableDictionary(pair => Prefix + pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private CalicoCniResult Add(params (string Name, string Value)[] annotations) => Add("c1", annotations);

    private CalicoCniResult Add(string container, params (string Name, string Value)[] annotations) =>
        new CalicoCni(_ipam).Add(Request with { ContainerId = container, PodAnnotations = Annotations(annotations) });

    private void Put(string name, string cidr) => Assert.Null(_ipam.PutPool(new(name, IpamReplay.Prefix(cidr))));
}
