using PolicyEngine.Dataplane.Terway;

namespace Dataplane.Tests.Terway;

/// <summary>How Terway chooses the way it connects a pod.</summary>
public sealed class TerwayChoiceTests
{
    [Theory]
    [InlineData(TerwayIpType.VpcIp, true, true, true, "5.10", TerwayDatapath.VpcRoute)]
    [InlineData(TerwayIpType.VpcEni, true, false, false, "5.10", TerwayDatapath.Vlan)]
    [InlineData(TerwayIpType.VpcEni, false, true, true, "5.10", TerwayDatapath.ExclusiveEni)]
    [InlineData(TerwayIpType.EniMultiIp, true, true, true, "4.19", TerwayDatapath.IpVlan)]
    [InlineData(TerwayIpType.EniMultiIp, false, false, true, "4.18", TerwayDatapath.PolicyRoute)]
    [InlineData(TerwayIpType.EniMultiIp, true, true, false, "5.10", TerwayDatapath.Vlan)]
    [InlineData(TerwayIpType.EniMultiIp, true, false, false, "5.10", TerwayDatapath.PolicyRoute)]
    [InlineData(TerwayIpType.EniMultiIp, false, false, false, "5.10", TerwayDatapath.PolicyRoute)]
    public void The_way_follows_from_the_kind_of_address(TerwayIpType type, bool isTrunk, bool stripsVlans, bool wantsIpVlan, string kernel, TerwayDatapath expected) =>
        Assert.Equal(expected, new TerwayChoice(type) { IsTrunk = isTrunk, StripsVlans = stripsVlans, WantsIpVlan = wantsIpVlan, Kernel = Version.Parse(kernel) }.Datapath);
}
