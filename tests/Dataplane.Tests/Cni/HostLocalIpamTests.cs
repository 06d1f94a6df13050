using System.Collections.Immutable;
using PolicyEngine.Dataplane.Cni;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Cni;

/// <summary>How host-local gives addresses away and takes them back.</summary>
public sealed class HostLocalIpamTests
{
    private static AddressRange Range(string subnet, string? start = null, string? end = null, string? gateway = null) => new(Block(subnet))
    {
        Start = start is null ? null : Ip(start),
        End = end is null ? null : Ip(end),
        Gateway = gateway is null ? null : Ip(gateway),
    };

    private static HostLocalIpam Ipam(params ImmutableArray<AddressRange>[] sets) => HostLocalIpam.Create(sets, out _)!;

    private static HostLocalErrorKind? Refusal(params ImmutableArray<AddressRange>[] sets)
    {
        HostLocalIpam? ipam = HostLocalIpam.Create(sets, out HostLocalError? error);
        Assert.NotEqual(ipam is null, error is null);
        return error?.Kind;
    }

    private static CniAttachment Of(string container, string name = "eth0") => new(container, name);

    private static string Add(HostLocalIpam ipam, string container, params string[] requested)
    {
        HostLocalResult result = ipam.Add(Of(container), [.. requested.Select(Ip)]);
        return result.Error is { } error ? $"{error.Kind}" : string.Join(' ', result.Addresses);
    }

    private static string InUse(HostLocalIpam ipam) => string.Join(' ', ipam.Reserved.Select(entry => $"{entry.Key}={entry.Value.Container}"));

    [Fact]
    public void The_first_address_after_the_gateway_comes_first_with_the_subnets_length()
    {
        HostLocalResult result = Ipam([Range("10.244.1.0/24")]).Add(Of("c1"));

        Assert.Equal(new(Ip("10.244.1.2"), Block("10.244.1.0/24"), Ip("10.244.1.1")), Assert.Single(result.Addresses));
        Assert.Equal("10.244.1.2/24", $"{result.Addresses[0]}");
    }

    [Fact]
    public void A_subnet_of_24_bits_has_253_addresses_for_pods()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")]);

        Assert.Equal(253, Enumerable.Range(0, 300).Count(pod => ipam.Add(Of($"c{pod}")).Error is null));
        Assert.Equal(Ip("10.244.1.254"), ipam.Reserved.Last().Key);
    }

    [Fact]
    public void An_IPv6_range_goes_up_to_the_last_address()
    {
        HostLocalIpam ipam = Ipam([Range("fc00::/126")]);

        Assert.Equal(["fc00::2/126", "fc00::3/126", "Exhausted"], [Add(ipam, "a"), Add(ipam, "b"), Add(ipam, "c")]);
    }

    [Fact]
    public void A_released_address_comes_again_only_after_the_others()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/29")]);
        Add(ipam, "a");
        ipam.Release(Of("a"));

        Assert.Equal("3456", string.Concat("bcde".Select(container => Add(ipam, $"{container}")[9])));
        Assert.Equal("10.244.1.2/29", Add(ipam, "f"));
        Assert.Equal("Exhausted", Add(ipam, "g"));
    }

    [Fact]
    public void The_gateway_is_passed_over_wherever_it_is()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/29", gateway: "10.244.1.3")]);

        Assert.Equal("12456E", string.Concat("abcdef".Select(container => Add(ipam, $"{container}")).Select(text => text[text.Length > 10 ? 9 : 0])));
    }

    [Fact]
    public void A_range_of_the_gateway_alone_has_no_address() =>
        Assert.Equal("Exhausted", Add(Ipam([Range("10.244.1.0/29", "10.244.1.1", "10.244.1.1")]), "a"));

    [Fact]
    public void Start_and_end_are_given_away_themselves()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24", "10.244.1.10", "10.244.1.11")]);

        Assert.Equal(["10.244.1.10/24", "10.244.1.11/24", "Exhausted"], [Add(ipam, "a"), Add(ipam, "b"), Add(ipam, "c")]);
    }

    [Fact]
    public void A_second_address_for_the_same_interface_is_refused_and_the_first_stays()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")]);
        Add(ipam, "a");

        Assert.Equal("DuplicateAllocation", Add(ipam, "a"));
        Assert.Equal("10.244.1.2=a", InUse(ipam));
        Assert.Null(ipam.Add(Of("a", "eth1")).Error);
    }

    [Fact]
    public void A_requested_address_is_given_and_the_turn_goes_on_after_it()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")]);

        Assert.Equal(["10.244.1.77/24", "10.244.1.78/24"], [Add(ipam, "a", "10.244.1.77"), Add(ipam, "b")]);
    }

    [Theory]
    [InlineData("10.244.1.77", "AddressInUse")]
    [InlineData("10.244.1.1", "AddressIsGateway")]
    [InlineData("10.244.1.255", "AddressOutsideRanges")]
    [InlineData("10.9.9.9", "AddressOutsideRanges")]
    [InlineData("fc00::1", "AddressOutsideRanges")]
    public void A_requested_address_must_be_free_and_in_a_range_and_not_the_gateway(string requested, string expected)
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")]);
        Add(ipam, "a", "10.244.1.77");

        Assert.Equal(expected, Add(ipam, "b", requested));
        Assert.Equal("10.244.1.77=a", InUse(ipam));
    }

    [Fact]
    public void A_requested_address_is_given_to_an_interface_that_has_one_already()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")]);
        Add(ipam, "a");

        Assert.Equal("10.244.1.77/24", Add(ipam, "a", "10.244.1.77"));
        Assert.Equal("10.244.1.2=a 10.244.1.77=a", InUse(ipam));
    }

    [Fact]
    public void Release_takes_every_address_of_the_interface_and_may_be_repeated()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")], [Range("fc00::/64")]);
        Add(ipam, "a");
        Add(ipam, "b");
        ipam.Release(Of("a"));
        ipam.Release(Of("a"));
        ipam.Release(Of("b", "eth1"));

        Assert.Equal("10.244.1.3=b fc00::3=b", InUse(ipam));
    }

    [Fact]
    public void Every_set_of_ranges_gives_an_address()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")], [Range("fc00::/64")]);

        Assert.Equal("10.244.1.2/24 fc00::2/64", Add(ipam, "a"));
        Assert.Equal("10.244.1.3/24 fc00::7/64", Add(ipam, "b", "fc00::7"));
        Assert.Equal("10.244.1.3 fc00::7", string.Join(' ', ipam.LastReserved));
    }

    [Fact]
    public void If_one_set_has_none_the_others_take_theirs_back_and_the_turn_goes_on()
    {
        HostLocalIpam ipam = Ipam([Range("10.244.1.0/24")], [Range("fc00::/126", end: "fc00::2")]);
        Add(ipam, "a");

        Assert.Equal("Exhausted", Add(ipam, "b"));
        Assert.Equal("10.244.1.2=a fc00::2=a", InUse(ipam));
        ipam.Release(Of("a"));
        Assert.Equal("10.244.1.4/24 fc00::2/126", Add(ipam, "c"));
    }

    [Fact]
    public void Ranges_of_a_set_are_used_one_after_the_other_and_around()
    {
        HostLocalIpam ipam = Ipam([Range("10.1.0.0/30"), Range("10.2.0.0/24", "10.2.0.9", "10.2.0.9")]);
        Assert.Equal(["10.1.0.2/30", "10.2.0.9/24", "Exhausted"], [Add(ipam, "a"), Add(ipam, "b"), Add(ipam, "c")]);

        ipam.Release(Of("a"));
        Assert.Equal("10.1.0.2/30", Add(ipam, "d"));
    }

    [Theory]
    [InlineData("10.244.1.0/31", HostLocalErrorKind.SubnetTooSmall)]
    [InlineData("10.244.1.0/32", HostLocalErrorKind.SubnetTooSmall)]
    [InlineData("10.244.1.0/30", null)]
    [InlineData("fc00::/127", HostLocalErrorKind.SubnetTooSmall)]
    [InlineData("fc00::/126", null)]
    public void A_subnet_has_four_addresses_at_least(string subnet, HostLocalErrorKind? expected) => Assert.Equal(expected, Refusal([Range(subnet)]));

    [Theory]
    [InlineData("10.244.2.1", null, null, HostLocalErrorKind.OutsideSubnet)]
    [InlineData(null, "fc00::1", null, HostLocalErrorKind.OutsideSubnet)]
    [InlineData(null, null, "10.244.2.1", HostLocalErrorKind.OutsideSubnet)]
    [InlineData("10.244.1.9", "10.244.1.8", null, HostLocalErrorKind.RangeEmpty)]
    [InlineData("10.244.1.0", "10.244.1.255", "10.244.1.0", null)]
    public void Start_end_and_gateway_lie_in_the_subnet_in_order(string? start, string? end, string? gateway, HostLocalErrorKind? expected) =>
        Assert.Equal(expected, Refusal([Range("10.244.1.0/24", start, end, gateway)]));

    [Fact]
    public void Sets_are_not_empty_of_one_family_and_have_nothing_in_common()
    {
        Assert.Equal(HostLocalErrorKind.NoRange, Refusal());
        Assert.Equal(HostLocalErrorKind.NoRange, Refusal([]));
        Assert.Equal(HostLocalErrorKind.MixedFamilies, Refusal([Range("10.1.0.0/24"), Range("fc00::/64")]));
        Assert.Equal(HostLocalErrorKind.RangesOverlap, Refusal([Range("10.1.0.0/24"), Range("10.1.0.0/16")]));
        Assert.Equal(HostLocalErrorKind.RangesOverlap, Refusal([Range("10.1.0.0/16")], [Range("10.1.0.0/24")]));
        Assert.Null(Refusal([Range("10.1.0.0/24", end: "10.1.0.9"), Range("10.1.0.0/24", start: "10.1.0.10")]));
    }
}
