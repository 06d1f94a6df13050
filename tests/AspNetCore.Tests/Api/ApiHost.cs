using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Api;

/// <summary>A server with the API on a port of this machine, and a client of it.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string OnlyWebMayAsk = """{podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6379}]}]}""";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app, FakeSource source)
    {
        (_app, Source) = (app, source);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeSource Source { get; }

    public HttpClient Client { get; }

    public IPolicySnapshotProvider Snapshots => _app.Services.GetRequiredService<IPolicySnapshotProvider>();

    public static async Task<ApiHost> StartAsync(Action<PolicyApiOptions>? configure = null, Action<IServiceCollection>? add = null, bool hasSnapshot = true)
    {
        var source = new FakeSource();
        WebApplication app = await SourcedServer.StartAsync(
            source,
            hasSnapshot ? [FakeSource.Pod("web", "web"), FakeSource.Pod("batch", "batch"), FakeSource.Pod("redis", "redis"), FakeSource.Policy("redis", OnlyWebMayAsk)] : [],
            services =>
            {
                add?.Invoke(services);
                services.AddPolicyApi(configure);
            },
            app => app.MapPolicyEngine("/api"));
        return new ApiHost(app, source);
    }

    /// <summary>Waits until something is so.</summary>
    public async Task WaitAsync(Func<PublishedSnapshot, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSo(Snapshots.Current))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    public async Task<(HttpResponseMessage Response, JsonElement Body)> GetAsync(string path) => await ReadAsync(await Client.GetAsync(new Uri("/api" + path, UriKind.Relative)));

    public async Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(string path, string json) => await ReadAsync(await SendAsync(path, Encoding.UTF8.GetBytes(json)));

    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type = "application/json", CancellationToken cancellation = default)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await Client.PostAsync(new Uri("/api" + path, UriKind.Relative), content, cancellation);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<(HttpResponseMessage Response, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        using JsonDocument document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (response, document.RootElement.Clone());
    }
}
