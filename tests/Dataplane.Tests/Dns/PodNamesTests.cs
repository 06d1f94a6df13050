using PolicyEngine.Dataplane.Dns;
using static Dataplane.Tests.Dns.DnsLab;

namespace Dataplane.Tests.Dns;

public sealed class PodNamesTests
{
    [Theory]
    [InlineData(PodNames.Disabled, "10-18-1-4.default.pod", "NoSuchName")]
    [InlineData(PodNames.Insecure, "10-18-1-4.default.pod", "10.18.1.4")]
    [InlineData(PodNames.Insecure, "192-0-2-1.empty.pod", "192.0.2.1")]
    [InlineData(PodNames.Insecure, "192-0-2-1.nowhere.pod", "NoSuchName")]
    [InlineData(PodNames.Insecure, "192-0-2-256.default.pod", "NoSuchName")]
    [InlineData(PodNames.Insecure, "192-0-2.default.pod", "NoSuchName")]
    [InlineData(PodNames.Verified, "10-18-1-4.default.pod", "10.18.1.4")]
    [InlineData(PodNames.Verified, "10-18-1-4.empty.pod", "NoSuchName")]
    [InlineData(PodNames.Verified, "10-18-1-5.default.pod", "NoSuchName")]
    [InlineData(PodNames.Verified, "default.pod", "NoData")]
    [InlineData(PodNames.Verified, "pod", "NoData")]
    [InlineData(PodNames.Disabled, "default.pod", "NoSuchName")]
    public void Addresses_make_names_of_pods_as_the_mode_allows(PodNames pods, string name, string answer) =>
        Assert.Equal(answer, Cluster(new() { Pods = pods }).Ask(name + ".cluster.local", DnsRecordType.A));

    [Fact]
    public void IPv6_is_written_with_dashes_for_colons()
    {
        ClusterDns dns = Cluster(new() { Pods = PodNames.Verified });

        Assert.Equal("fd00:2::4", dns.Ask("fd00-2--4.default.pod.cluster.local", DnsRecordType.Aaaa));
        Assert.Equal("NoData", dns.Ask("fd00-2--4.default.pod.cluster.local", DnsRecordType.A));
    }
}
