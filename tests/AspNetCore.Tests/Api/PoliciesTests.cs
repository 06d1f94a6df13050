using System.Net;
using System.Text.Json;
using PolicyEngine;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.Hosting;

namespace AspNetCore.Tests.Api;

public sealed class PoliciesTests
{
    [Fact]
    public async Task Policies_are_listed_by_what_their_names_begin_with()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement all) = await host.GetAsync("/v1/policies");
        (_, JsonElement some) = await host.GetAsync("/v1/policies?prefix=networkpolicy/shop/RED&limit=1");
        (_, JsonElement none) = await host.GetAsync("/v1/policies?prefix=GlobalNetworkPolicy");

        Assert.Equal("NetworkPolicy/shop/redis", Assert.Single(all.GetProperty("policies").EnumerateArray()).GetProperty("policy").GetString());
        Assert.Equal(all.GetRawText(), some.GetRawText());
        Assert.Empty(none.GetProperty("policies").EnumerateArray());
        Assert.False(none.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task A_policy_is_shown_as_it_is_written()
    {
        await using ApiHost host = await ApiHost.StartAsync(add: services => services.AddPolicyEngine(new LoadOptions { KeepsText = true }));

        (_, JsonElement shown) = await host.GetAsync("/v1/policies/networkpolicy/shop/redis");
        (HttpResponseMessage missing, JsonElement problem) = await host.GetAsync("/v1/policies/NetworkPolicy/shop/nobody");

        JsonElement policy = Assert.Single(shown.GetProperty("policies").EnumerateArray());
        Assert.Equal("networking.k8s.io", policy.GetProperty("apiGroup").GetString());
        Assert.Contains(ApiHost.OnlyWebMayAsk, policy.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "POLICY_NOT_FOUND"), (missing.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Where_no_text_is_kept_there_is_none()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement shown) = await host.GetAsync("/v1/policies/NetworkPolicy/shop/redis");

        Assert.False(Assert.Single(shown.GetProperty("policies").EnumerateArray()).TryGetProperty("text", out _));
    }

    [Theory]
    [InlineData("a: 1\nb:\n  c: 2\n---\nd: 3", 1, 1, "a: 1\nb:\n  c: 2\n")]
    [InlineData("a: 1\n# a remark\n\nb: |\n  text\n...\n", 1, 1, "a: 1\n# a remark\n\nb: |\n  text\n")]
    [InlineData("items:\n- a: 1\n  b:\n  - 2\n# said by the way\n- c: 3\n", 2, 3, "a: 1\nb:\n- 2\n# said by the way\n")]
    [InlineData("items:\n  - a: 1\nkind: List\n", 2, 5, "a: 1\n")]
    [InlineData("[{\"a\": \"}\\\"\", \"b\": {}}, {\"c\": 1}]", 1, 2, "{\"a\": \"}\\\"\", \"b\": {}}\n")]
    [InlineData("{a: don't,\n b: '}'} # end", 1, 1, "{a: don't,\n b: '}'}\n")]
    [InlineData("{a: 1", 1, 1, "{a: 1\n")]
    public void An_object_is_cut_out_of_its_file(string file, int line, int column, string expected) =>
        Assert.Equal(expected, PolicyText.At(file.Split('\n'), line, column));
}
