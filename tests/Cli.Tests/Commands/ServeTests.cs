using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TestKit;

namespace Cli.Tests.Commands;

public sealed class ServeTests
{
    private const string Question = "/v1/can?from=shop/batch-1&to=shop/redis-0&port=6379";
    private const string Token = "a-token-that-is-long-enough";

    [Fact]
    public async Task It_answers_as_the_tool_does_and_ends_with_status_0_when_it_is_interrupted()
    {
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };

        HttpResponseMessage response = await client.GetAsync(new Uri(Question, UriKind.Relative));
        CommandResult told = Netpol.RunProcess("", "can", "shop/batch-1", "shop/redis-0", "--port", "6379", "-f", "samples/redis", "--format", "json");

        Assert.True(server.Address.IsLoopback);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(JsonElement.DeepEquals(told.Json, answer.RootElement));
        Assert.Equal(0, await server.InterruptAsync());
    }

    [Fact]
    public async Task It_reads_files_again_when_they_change()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cluster.yaml", Fixture.Cluster);
        using ServeProcess server = await ServeProcess.StartAsync(folder.Path, "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var events = new StreamReader(await client.GetStreamAsync(new Uri("/v1/events", UriKind.Relative), patience.Token));
        await NextAsync();

        folder.Write("more.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: later, namespace: shop}}");
        await NextAsync();

        Assert.Contains("shop/later", await client.GetStringAsync(new Uri("/v1/endpoints?prefix=shop/later", UriKind.Relative), patience.Token), StringComparison.Ordinal);

        async Task NextAsync()
        {
            while (await events.ReadLineAsync(patience.Token) is { } line && !line.StartsWith("event: snapshot", StringComparison.Ordinal))
            {
            }
        }
    }

    [Fact]
    public async Task A_name_that_is_not_this_machines_is_refused()
    {
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, Question));
        request.Headers.Host = "rebound.example";

        HttpResponseMessage refused = await client.SendAsync(request);
        HttpResponseMessage unknown = await client.GetAsync(new Uri(server.Address, "/v2/can"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task With_a_certificate_and_a_token_it_serves_other_machines_and_only_those_with_the_token()
    {
        using var folder = new TemporaryFolder();
        using var authority = new Authority();
        (string certificates, string key, _) = authority.Issue(1);
        using ServeProcess server = await ServeProcess.StartAsync(
            "samples/redis", "--urls", "https://0.0.0.0:0", "--tls-cert", folder.Write("cert.pem", certificates), "--tls-key", folder.Write("key.pem", key), "--token-file", folder.Write("token", Token + "\n"));
        using var client = new HttpClient(authority.Handler());

        HttpStatusCode none = await AskAsync(null);
        HttpStatusCode wrong = await AskAsync("another token of some length");
        HttpStatusCode right = await AskAsync(Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (none, wrong, right));

        async Task<HttpStatusCode> AskAsync(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://127.0.0.1:{server.Address.Port}{Question}"));
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            return (await client.SendAsync(request)).StatusCode;
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", false, "can be reached from other machines; that takes https")]
    [InlineData("http://0.0.0.0:0", true, "can be reached from other machines; that takes https")]
    [InlineData("https://192.0.2.1:8443", false, "that takes --token-file")]
    [InlineData("https://[::]:8443", true, "takes --tls-cert and --tls-key")]
    [InlineData("https://127.0.0.1:0", false, "takes --tls-cert and --tls-key")]
    [InlineData("http://netpol.example:5080", false, "neither an address nor localhost")]
    [InlineData("ftp://127.0.0.1:0", false, "is not like http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:0/api", false, "is not like http://127.0.0.1:5080")]
    [InlineData("http://user@127.0.0.1:0", false, "is not like http://127.0.0.1:5080")]
    [InlineData("5080", false, "is not like http://127.0.0.1:5080")]
    public void It_refuses_to_be_open_to_others_without_protection(string url, bool hasToken, string message)
    {
        using var folder = new TemporaryFolder();
        string[] token = hasToken ? ["--token-file", folder.Write("token", Token)] : [];

        CommandResult result = Netpol.Run(["serve", "samples/redis", "--urls", url, .. token]);

        Assert.Equal(2, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_followed_or_protects_nothing_is_refused()
    {
        using var folder = new TemporaryFolder();
        string weak = folder.Write("token", "short");
        string spaced = folder.Write("spaced", "a token of sixteen characters");
        string text = folder.Write("cert.pem", "no certificate");
        foreach ((string[] args, string message) in (IEnumerable<(string[], string)>)
        [
            (["-"], "standard input cannot be read again"),
            (["nowhere/at-all"], "there is no file or directory `nowhere/at-all`"),
            (["samples/redis", "--without", "pod/shop/a"], "--whatif and --without do not go with serve"),
            (["samples/redis", "--token-file", weak], "fewer than 16 characters"),
            (["samples/redis", "--token-file", spaced], "has blanks, or characters that are not ASCII"),
            (["samples/redis", "--token-file", Path.Combine(folder.Path, "none")], "cannot be read"),
            (["samples/redis", "--tls-cert", text], "--tls-cert and --tls-key go together"),
            (["samples/redis", "--tls-cert", text, "--tls-key", text], "holds no certificate in PEM"),
        ])
        {
            CommandResult result = Netpol.Run(["serve", .. args]);

            Assert.Equal(2, result.Status);
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_port_in_use_is_told_of_once()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        CommandResult result = Netpol.Run("serve", "samples/redis", "--urls", $"http://127.0.0.1:{port}");

        Assert.Equal(2, result.Status);
        Assert.Equal($"netpol: Failed to bind to address http://127.0.0.1:{port}: address already in use.\n", result.Error);
    }
}
