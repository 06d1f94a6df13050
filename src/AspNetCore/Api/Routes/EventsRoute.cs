using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>
/// Tells clients of each revision as a server-sent event <c>snapshot</c>, and of what becomes of attempts to read as an event
/// <c>status</c>: first those there are, then those that follow them, of which some are left out where they follow fast. A comment
/// now and then shows that the connection lives.
/// </summary>
internal static class EventsRoute
{
    private static readonly byte[] s_keepAlive = ": \n\n"u8.ToArray();

    // A status tells nobody that it has changed.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    public static async ValueTask<Problem?> GetAsync(ApiCall call)
    {
        HttpResponse response = call.Answer("text/event-stream");
        if (HttpMethods.IsHead(call.Http.Request.Method))
        {
            // What has no body has no end to wait for.
            return null;
        }

        using var open = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, call.Api.Ending);
        Revision? told = null;
        SnapshotStatus? toldStatus = null;
        long lastSaid = 0;
        try
        {
            while (true)
            {
                Revision current = call.Api.Latest;
                SnapshotStatus status = call.Api.Status;
                byte[] news = [.. ReferenceEquals(current, told) ? [] : EventOf(current), .. ReferenceEquals(status, toldStatus) ? [] : EventOf(status)];
                if (news.Length > 0 || call.Api.Time.GetElapsedTime(lastSaid) >= call.Api.Options.KeepAlive)
                {
                    await response.Body.WriteAsync(news.Length > 0 ? news : s_keepAlive, open.Token).ConfigureAwait(false);
                    await response.Body.FlushAsync(open.Token).ConfigureAwait(false);
                    lastSaid = call.Api.Time.GetTimestamp();
                }

                (told, toldStatus) = (current, status);
                await WaitAsync(current, call, open.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            // The host ends; the stream does, too.
            return null;
        }
    }

    /// <summary>Waits until a revision is replaced, or it is time to look again.</summary>
    private static async Task WaitAsync(Revision current, ApiCall call, CancellationToken cancellation)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable registration = current.Published.Replaced.RegisterChangeCallback(source => ((TaskCompletionSource)source!).TrySetResult(), replaced);
        try
        {
            TimeSpan keepAlive = call.Api.Options.KeepAlive;
            await replaced.Task.WaitAsync(keepAlive < s_look ? keepAlive : s_look, call.Api.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing has changed.
        }
    }

    private static byte[] EventOf(Revision revision) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"event: snapshot\nid: {revision.Id}\ndata: {{\"revision\":\"{revision.Id}\",\"publishedAt\":\"{revision.Published.PublishedAt:O}\"}}\n\n"));

    private static byte[] EventOf(SnapshotStatus status)
    {
        string data = JsonText.Text(json =>
        {
            json.WriteStartObject();
            SnapshotRoute.WriteMembers(json, status);
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetBytes($"event: status\ndata: {data}\n\n");
    }
}
