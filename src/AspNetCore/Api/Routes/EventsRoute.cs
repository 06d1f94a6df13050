using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>
/// Tells clients of each revision as a server-sent event <c>snapshot</c>: first the one there is, then those that follow it, of which some are
/// left out where they follow fast. A comment now and then shows that the connection lives.
/// </summary>
internal static class EventsRoute
{
    private static readonly byte[] s_keepAlive = ": \n\n"u8.ToArray();

    public static async ValueTask<Problem?> GetAsync(ApiCall call)
    {
        HttpResponse response = call.Answer("text/event-stream");
        using var open = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, call.Api.Ending);
        Revision? told = null;
        try
        {
            while (true)
            {
                Revision current = call.Api.Latest;
                await response.Body.WriteAsync(ReferenceEquals(current, told) ? s_keepAlive : EventOf(current), open.Token).ConfigureAwait(false);
                await response.Body.FlushAsync(open.Token).ConfigureAwait(false);
                told = current;
                await WaitAsync(current, call, open.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!call.Cancellation.IsCancellationRequested)
        {
            // The host ends; the stream does, too.
            return null;
        }
    }

    /// <summary>Waits until a revision is replaced, or it is time to show that the connection lives.</summary>
    private static async Task WaitAsync(Revision current, ApiCall call, CancellationToken cancellation)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable registration = current.Published.Replaced.RegisterChangeCallback(source => ((TaskCompletionSource)source!).TrySetResult(), replaced);
        try
        {
            await replaced.Task.WaitAsync(call.Api.Options.KeepAlive, call.Api.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing has changed.
        }
    }

    private static byte[] EventOf(Revision revision) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"event: snapshot\nid: {revision.Id}\ndata: {{\"revision\":\"{revision.Id}\",\"publishedAt\":\"{revision.Published.PublishedAt:O}\"}}\n\n"));
}
