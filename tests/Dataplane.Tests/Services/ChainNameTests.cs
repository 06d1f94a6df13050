using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

public sealed class ChainNameTests
{
    private static readonly ServicePortName Kubernetes = new("default", "kubernetes", "https");

    [Theory]
    [InlineData("KUBE-SVC-")]
    [InlineData("KUBE-SVL-")]
    [InlineData("KUBE-EXT-")]
    [InlineData("KUBE-FW-")]
    public void All_chains_of_a_Service_port_share_the_hash_of_its_name_and_protocol(string prefix) =>
        Assert.Equal(prefix + "NPX46M4PTMTKRN6Y", IptablesChains.Of(prefix, Kubernetes, Protocol.Tcp));

    [Fact]
    public void The_chain_of_a_backend_hashes_its_address_and_port_as_well() =>
        Assert.Equal("KUBE-SEP-SSSXFUSCTG3EXOP4", IptablesChains.Endpoint(Kubernetes, Protocol.Tcp, new(Ip("10.180.0.1"), 80)));

    [Fact]
    public void nftables_writes_the_parts_of_the_name_behind_a_short_hash()
    {
        Assert.Equal("service-2QRHZV4L-default/kubernetes/tcp/https", NftablesChains.Of("service-", Kubernetes, Protocol.Tcp));
        Assert.Equal("endpoint-255N335J-default/kubernetes/tcp/https__10.180.0.1/80", NftablesChains.Endpoint(Kubernetes, Protocol.Tcp, new(Ip("10.180.0.1"), 80)));
    }

    [Fact]
    public void nftables_writes_dots_for_the_colons_of_an_address() =>
        Assert.EndsWith("__fd00..1/80", NftablesChains.Endpoint(Kubernetes, Protocol.Tcp, new(Ip("fd00::1"), 80)), StringComparison.Ordinal);

    [Fact]
    public void Names_of_nftables_are_cut_at_240_characters()
    {
        string part = new('a', 100);
        string name = NftablesChains.Of("service-", new(part, part, part), Protocol.Tcp);

        Assert.Equal("service-".Length + 240, name.Length);
        Assert.EndsWith("aaa...", name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1.0000000000")]
    [InlineData(3, "0.3333333333")]
    [InlineData(7, "0.1428571429")]
    [InlineData(2048, "0.0004882812")]
    public void Chances_are_written_with_ten_decimals(int count, string text) => Assert.Equal(text, EndpointProbability.Text(count));

    [Fact]
    public void A_port_without_a_name_is_named_by_its_Service_alone() =>
        Assert.Equal("default/nginx", new ServicePortName("default", "nginx", "").ToString());
}
