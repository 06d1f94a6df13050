using System.Text;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Tests;

public sealed class NamingTests
{
    // FIPS 202 examples, and lengths around the padding's block boundary computed with another implementation.
    [Theory]
    [InlineData("", "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7")]
    [InlineData("abc", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "8a24108b154ada21c9fd5574494479ba5c7e7ab76ef264ead0fcce33")]
    public void Sha3_meets_published_vectors(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha3.Hash224(Encoding.ASCII.GetBytes(text))));

    [Theory]
    [InlineData(143, "73b1b22b54f515f626a6abdde6af25cd4801dc6e9dc7fa3f77e1c122")]
    [InlineData(144, "f9019111996dcf160e284e320fd6d8825cabcd41a5ffdc4c5e9d64b6")]
    [InlineData(145, "7f0521c84aeacc8a46aba17171acbdd22522509a71c663257fbdee0e")]
    public void Sha3_pads_lengths_around_its_block(int length, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha3.Hash224(Encoding.ASCII.GetBytes(new string('a', length)))));

    [Theory]
    [InlineData("cali-pi-", "gnp/aaaaaaaaaaaaaaaaa", "cali-pi-_nlQ4e1mitcNS5EQiz0B")]
    [InlineData("cali-pri-", "projectcalico-default-allow", "cali-pri-_TI1Jm4dJqQzYb0Rx3u")]
    [InlineData("cali-fhfw-", "any-interface-at-all", "cali-fhfw-_Nqh4HyA73udmyanQI")]
    [InlineData("cali-fh-", "any-interface-at-all", "cali-fh-any-interface-at-all")]
    [InlineData("cali-fh-", "", "cali-fh-_")]
    public void Names_that_are_too_long_end_in_a_hash(string prefix, string suffix, string name) =>
        Assert.Equal(name, LimitedName.Of(prefix, suffix, 28));

    [Fact]
    public void A_name_as_long_as_can_be_is_hashed_where_it_looks_like_a_hash() =>
        Assert.NotEqual("cali-fh-_ny-interface-at-all", LimitedName.Of("cali-fh-", "_ny-interface-at-all", 28), StringComparer.Ordinal);

    [Fact]
    public void Nftables_has_room_for_all_names() =>
        Assert.Equal("cali-pri-projectcalico-default-allow", new ChainNames(Backend.Nftables).Profile(Direction.Ingress, "projectcalico-default-allow"));

    [Theory]
    [InlineData("s:aTHMmtqeppKyLzbhenKiYRu2Wabcdef", PolicyEngine.Sets.IpFamily.V4, "cali40s:aTHMmtqeppKyLzbhenKiYRu")]
    [InlineData("this-host", PolicyEngine.Sets.IpFamily.V6, "cali60this-host")]
    public void Names_of_sets_are_cut(string id, PolicyEngine.Sets.IpFamily family, string name) => Assert.Equal(name, SetNames.Of(id, family));

    [Fact]
    public void Staged_policies_are_part_of_a_group_and_not_enforced()
    {
        PolicyId staged = new("StagedGlobalNetworkPolicy", "", "s");
        PolicyId enforced = new("GlobalNetworkPolicy", "", "p");

        Assert.False(new PolicyGroup(Direction.Ingress, "all()", [staged, enforced]).HasChain);
        Assert.Equal([enforced], new PolicyGroup(Direction.Ingress, "all()", [staged, enforced]).Enforced.ToArray());
        Assert.NotEqual(
            new PolicyGroup(Direction.Ingress, "all()", [enforced, enforced]).ChainName,
            new PolicyGroup(Direction.Ingress, "all()", [enforced, staged, enforced]).ChainName,
            StringComparer.Ordinal);
    }
}
