using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Etcd;

namespace AspNetCore.Tests.Etcd;

/// <summary>Answers that etcd does not give, but something in its place may.</summary>
public sealed class EtcdAnswerTests
{
    // `/calico` and `/calico/resources/v3/projectcalico.org/a/b`.
    private const string Short = "L2NhbGljbw==";
    private const string Below = "L2NhbGljby9yZXNvdXJjZXMvdjMvcHJvamVjdGNhbGljby5vcmcvYS9i";

    [Theory]
    [InlineData("1", Short, "1")]
    [InlineData("1", "/w==", "1")]
    [InlineData("18446744073709551616", Below, "1")]
    [InlineData("9223372036854775807", Below, "1")]
    [InlineData("", Below, "1")]
    [InlineData("1", Below, "x")]
    public async Task A_list_with_keys_not_asked_for_or_revisions_that_are_none_is_the_fault_of_the_server(string revision, string key, string version)
    {
        EtcdTree tree = Tree($$"""{"header":{"revision":"{{revision}}"},"kvs":[{"key":"{{key}}","mod_revision":"{{version}}"}]}""");
        await Assert.ThrowsAsync<JsonException>(() => tree.ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"result":{"header":{"revision":"18446744073709551616"}}}""")]
    [InlineData("""{"result":{"header":{"revision":"2"},"events":[{"kv":{"key":"L2NhbGljbw==","mod_revision":"2"}}]}}""")]
    public async Task So_is_a_watch(string line)
    {
        EtcdTree tree = Tree(line);
        await Assert.ThrowsAsync<JsonException>(async () =>
        {
            await foreach (var _ in tree.WatchAsync("1", CancellationToken.None))
            {
            }
        });
    }

    [Fact]
    public async Task A_list_that_gives_the_same_page_again_ends()
    {
        EtcdTree tree = Tree($$"""{"header":{"revision":"1"},"kvs":[{"key":"{{Below}}","mod_revision":"1"}],"more":true}""");
        await Assert.ThrowsAsync<JsonException>(() => tree.ListAsync(CancellationToken.None));
    }

    private static EtcdTree Tree(string answer)
    {
        var options = new EtcdOptions { Servers = { new Uri("http://server") } };
        return new EtcdTree(new EtcdApi(new HttpClient(new Same(answer)), Options.Create(options)), options);
    }

    /// <summary>Answers everything alike.</summary>
    private sealed class Same(string answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
    }
}
