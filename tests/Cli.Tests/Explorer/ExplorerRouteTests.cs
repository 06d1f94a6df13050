using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace Cli.Tests.Explorer;

public sealed partial class ExplorerRouteTests
{
    private const string Token = "a-token-that-is-long-enough";
    private const string Data = "/explorer/data";

    private static readonly string[] s_files = ["/", "/explorer/explorer.js", "/explorer/explorer.css"];

    [Fact]
    public async Task Its_files_let_nothing_run_but_themselves_and_are_sent_once()
    {
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };

        foreach (string file in s_files)
        {
            HttpResponseMessage response = await client.GetAsync(new Uri(file, UriKind.Relative));
            HttpResponseMessage again = await GetAsync(client, file, request => request.Headers.IfNoneMatch.Add(response.Headers.ETag!));

            string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(response.Headers.CacheControl!.NoCache);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.DoesNotMatch(ForeignAddress(), await response.Content.ReadAsStringAsync());
        }

        string page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.DoesNotMatch(Inline(), page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_data_are_those_of_the_report_and_are_sent_once_a_revision()
    {
        using var folder = new TemporaryFolder();
        string report = Path.Combine(folder.Path, "report.html");
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };

        HttpResponseMessage plain = await client.GetAsync(new Uri(Data, UriKind.Relative));
        HttpResponseMessage packed = await GetAsync(client, Data, request => request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")));
        HttpResponseMessage again = await GetAsync(client, Data, request => request.Headers.IfNoneMatch.Add(plain.Headers.ETag!));
        Assert.Equal(0, Netpol.Run(["report", "samples/redis", "-o", report]).Status);

        string text = await plain.Content.ReadAsStringAsync();
        using var unpacked = new StreamReader(new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        using var told = JsonDocument.Parse(text);
        using var written = JsonDocument.Parse(ReportData().Match(await File.ReadAllTextAsync(report)).Groups["data"].Value);
        Assert.True(JsonElement.DeepEquals(written.RootElement, told.RootElement), text);
        Assert.Equal(text, await unpacked.ReadToEndAsync());
        Assert.Equal("gzip", Assert.Single(packed.Content.Headers.ContentEncoding));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Contains(Assert.Single(plain.Headers.GetValues("Policy-Revision")), plain.Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_files_are_for_everybody_and_its_data_for_those_with_the_token()
    {
        using var folder = new TemporaryFolder();
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0", "--token-file", folder.Write("token", Token));
        using var client = new HttpClient { BaseAddress = server.Address };

        foreach (string file in s_files)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(file, UriKind.Relative))).StatusCode);
        }

        foreach (string path in (string[])[Data, "/v1/events", "/v1/snapshot", "/explorer/", "/explorer/explorer.js/x"])
        {
            HttpResponseMessage refused = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.StatusCode, refused.Headers.WwwAuthenticate.ToString()));
        }

        HttpResponseMessage told = await GetAsync(client, Data, request => request.Headers.Authorization = new("Bearer", Token));
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };

        foreach (string path in (string[])[.. s_files, Data])
        {
            HttpResponseMessage head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative)));
            HttpResponseMessage whole = await client.GetAsync(new Uri(path, UriKind.Relative));

            Assert.Equal((HttpStatusCode.OK, whole.Headers.ETag), (head.StatusCode, head.Headers.ETag));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task There_are_no_data_before_anything_has_been_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("broken.yaml", "kind: [");
        using ServeProcess server = await ServeProcess.StartAsync(folder.Path, "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };

        HttpResponseMessage response = await client.GetAsync(new Uri(Data, UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        with(request);
        return await client.SendAsync(request);
    }

    [GeneratedRegex("https?://(?!127\\.0\\.0\\.1)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForeignAddress();

    [GeneratedRegex("<script(?![^>]* src=)|<style|\\s(style|on[a-z]+)=", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Inline();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(?<data>.*?)</script>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex ReportData();
}
