using PolicyEngine.Dataplane.Calico.Detection;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Calico.Detection;

/// <summary>Which of a machine's addresses becomes the node's, method by method, and what goes wrong with each.</summary>
public sealed class AddressDetectionTests
{
    // As the kernel numbers them; the machine reaches the world by its second card.
    private static readonly NetworkStack Machine = new(
        "w1",
        [
            new LoopbackDevice(),
            Card("docker0", "172.17.0.1/16"),
            Card("longhaul0", "10.9.0.7/24"),
            Card("eth0", "169.254.7.7/16", "10.0.2.15/24", "fe80::1/64"),
            Card("eth1", "192.168.56.11/24", "fe80::2/64", "fd00:56::11/64"),
            Card("cali123456789ab", "10.244.0.9/32"),
        ],
        [RoutingRule.Main(RouteTable.Of([Default("0.0.0.0/0", "192.168.56.1"), Default("::/0", "fd00:56::1"), new Route(Prefix("10.9.0.0/16")) { Device = "longhaul0" }]))],
        LinkTable.Empty);

    [Theory]
    [InlineData("first-found", "10.0.2.15/24")]
    [InlineData("", "10.0.2.15/24")]
    [InlineData("interface=eth1", "192.168.56.11/24")]
    [InlineData("interface=eth.*", "10.0.2.15/24")]
    [InlineData("interface=eth1,eth0", "10.0.2.15/24")]
    [InlineData("interface=docker.*", "172.17.0.1/16")]
    [InlineData("skip-interface=eth0", "192.168.56.11/24")]
    [InlineData("cidr=192.168.0.0/16,10.8.0.0/16", "192.168.56.11/24")]
    [InlineData("cidr=172.17.0.0/16", "172.17.0.1/16")]
    [InlineData("can-reach=8.8.8.8", "192.168.56.11/24")]
    [InlineData("can-reach=10.9.3.3", "10.9.0.7/24")]
    [InlineData("kubernetes-internal-ip", "192.168.56.11/24")]
    public void A_method_takes_the_first_address_that_meets_it(string method, string expected) =>
        Assert.Equal(expected, $"{AddressDetection.Parse(method)!.Find(Machine, IpFamily.V4, [Address("fd00:56::11"), Address("192.168.56.11")])}");

    [Theory]
    [InlineData("first-found", "fd00:56::11/64")]
    [InlineData("can-reach=2001:db8::1", "fd00:56::11/64")]
    [InlineData("kubernetes-internal-ip", "fd00:56::11/64")]
    public void Addresses_of_one_link_are_no_nodes(string method, string expected) =>
        Assert.Equal(expected, $"{AddressDetection.Parse(method)!.Find(Machine, IpFamily.V6, [Address("192.168.56.11"), Address("fd00:56::11")])}");

    [Theory]
    [InlineData("interface=eth7")]
    [InlineData("interface=longhaul1")]
    [InlineData("cidr=10.8.0.0/16")]
    [InlineData("can-reach=2001:db8::1")]
    [InlineData("kubernetes-internal-ip")]
    [InlineData("skip-interface=eth.*")]
    public void Where_nothing_meets_it_the_node_has_no_address(string method) =>
        Assert.Null(AddressDetection.Parse(method)!.Find(Machine, IpFamily.V4, [Address("10.0.0.1")]));

    [Theory]
    [InlineData("eth0")]
    [InlineData("interface=")]
    [InlineData("interface=eth[")]
    [InlineData("skip-interface=(?=eth)")]
    [InlineData("cidr=all")]
    [InlineData("can-reach=example.com")]
    [InlineData("first-found=eth0")]
    public void What_is_no_method_is_none(string method) => Assert.Null(AddressDetection.Parse(method));

    [Fact]
    public void A_name_that_begins_like_loopbacks_is_left_out() =>
        Assert.Equal("10.9.0.7/24", $"{AddressDetection.Parse("interface=longhaul0")!.Find(Machine, IpFamily.V4)}");

    private static UplinkDevice Card(string name, params string[] addresses) => new(name, name)
    {
        Addresses = [.. addresses.Select(text => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text))],
    };

    private static Route Default(string destination, string gateway) => new(Prefix(destination)) { Gateway = Address(gateway), Device = "eth1" };
}
