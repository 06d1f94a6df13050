using System.Net;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;

namespace AspNetCore.Tests.Api;

public sealed class EventTests
{
    private static readonly Uri s_events = new("/api/v1/events", UriKind.Relative);

    [Fact]
    public async Task Who_follows_is_told_of_the_revision_there_is_and_of_each_that_follows()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(await host.Client.GetStreamAsync(s_events, patience.Token));
        string first = await NextAsync(reader, "id: ", patience.Token);

        host.Source.Tell(false, [FakeSource.Pod("another", "web")]);
        string second = await NextAsync(reader, "id: ", patience.Token);

        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Equal(host.Snapshots.Current.RevisionId, second);
    }

    [Fact]
    public async Task Who_follows_is_told_that_a_load_failed_and_that_the_next_did_not()
    {
        await using ApiHost host = await ApiHost.StartAsync(options => options.KeepAlive = TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(await host.Client.GetStreamAsync(s_events, patience.Token));
        Assert.Contains("\"current\"", await NextStatusAsync(), StringComparison.Ordinal);

        host.Source.Throw("the \"disk\" is gone");
        string failed = await NextStatusAsync();
        host.Source.Tell(true, [FakeSource.Pod("web", "web")]);

        using var status = JsonDocument.Parse(failed);
        Assert.Equal("stale", status.RootElement.GetProperty("kind").GetString());
        Assert.Contains("the \"disk\" is gone", status.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("\"current\"", await NextStatusAsync(), StringComparison.Ordinal);

        async Task<string> NextStatusAsync()
        {
            await NextAsync(reader, "event: status", patience.Token);
            return await NextAsync(reader, "data: ", patience.Token);
        }
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        await using ApiHost host = await ApiHost.StartAsync(options => options.KeepAlive = TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(await host.Client.GetStreamAsync(s_events, patience.Token));

        Assert.Equal("", await NextAsync(reader, ": ", patience.Token));
        Assert.Equal("", await NextAsync(reader, ": ", patience.Token));
    }

    [Fact]
    public async Task Only_so_many_may_follow_and_who_leaves_makes_room()
    {
        await using ApiHost host = await ApiHost.StartAsync(options => (options.MaxFollowers, options.KeepAlive) = (1, TimeSpan.FromMilliseconds(20)));
        HttpResponseMessage first = await host.Client.GetAsync(s_events, HttpCompletionOption.ResponseHeadersRead);
        HttpResponseMessage second = await host.Client.GetAsync(s_events, HttpCompletionOption.ResponseHeadersRead);
        first.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await host.Client.GetAsync(s_events, HttpCompletionOption.ResponseHeadersRead, patience.Token)) is var again && again.StatusCode != HttpStatusCode.OK)
        {
            again.Dispose();
            await Task.Delay(5, patience.Token);
        }
    }

    [Fact]
    public async Task Streams_end_with_the_host()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var reader = new StreamReader(await host.Client.GetStreamAsync(s_events));

        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("event: snapshot", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> NextAsync(StreamReader reader, string start, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line[start.Length..];
            }
        }

        throw new InvalidOperationException("the stream has ended");
    }
}
