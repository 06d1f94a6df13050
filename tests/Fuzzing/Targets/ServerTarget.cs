using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.AspNetCore.Snapshots;

namespace Fuzzing.Tests;

/// <summary>
/// A server of the API and of the webhook, without a network. An input is a request as it goes over one, but for its body, which goes to the end.
/// Whatever it is, the answer is whole, JSON, and no failure of the server; what is wrong with the request a problem document says.
/// </summary>
internal abstract class ServerTarget : FuzzTarget
{
    private readonly WebApplication _app;
    private readonly RequestDelegate _handle;

    [SuppressMessage("Usage", "ASP0014:Suggest using top level route registrations", Justification = "the host is never started, which would add them")]
    protected ServerTarget()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IPolicySnapshotProvider>(new SmallServed());
        builder.Services.AddPolicyApi();
        builder.Services.AddPolicyAdmission(options => options.FailureMode = AdmissionFailureMode.Closed);
        _app = builder.Build();
        _app.UseRouting();
        _app.UseEndpoints(routes =>
        {
            routes.MapPolicyEngine();
            routes.MapPolicyAdmission();
        });
        _handle = ((IApplicationBuilder)_app).Build();
    }

    // Answering costs a hundred times what reading does.
    public override int Share => 4;

    public sealed override void Read(FuzzInput input)
    {
        (string head, byte[] body) = Split(input);
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = _app.Services };
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        Fill(http.Request, head, body);
        if (http.Request.Path.Value!.Contains("events", StringComparison.OrdinalIgnoreCase))
        {
            // Events are told until the client leaves.
            http.RequestAborted = new CancellationToken(canceled: true);
        }

        _handle(http).GetAwaiter().GetResult();
        if (http.GetEndpoint() is RouteEndpoint && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
            Check(http.Response, answer.ToArray());
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        ((IDisposable)_app).Dispose();
        base.Dispose(isDisposing);
    }

    private static void Check(HttpResponse response, byte[] answer)
    {
        Require(response.StatusCode is 200 or 304 or (>= 400 and < 500), $"the status is not {response.StatusCode}");
        Require(response.StatusCode < 400 || response.ContentType == "application/problem+json", $"a problem is told in problem+json, not in {response.ContentType}");
        if (response.StatusCode != 304)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(answer);
            }
            catch (JsonException exception)
            {
                throw new BrokenLawException("the answer is JSON", exception);
            }
        }
    }

    private static void Fill(HttpRequest request, string head, byte[] body)
    {
        string[] lines = head.Split('\n');
        string[] start = lines[0].Split(' ', 3);
        request.Method = start[0];
        string target = start.Length > 1 ? start[1] : "/";
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        // A path with a null character no server hands on.
        request.Path = new PathString($"/{Uri.UnescapeDataString(path).TrimStart('/').Replace("\0", "", StringComparison.Ordinal)}");
        request.QueryString = question < 0 ? QueryString.Empty : new QueryString(target[question..]);
        foreach (string[] header in lines.Skip(1).Select(line => line.Split(':', 2)).Where(header => header.Length == 2 && header[0].Length > 0))
        {
            request.Headers.Append(header[0], header[1].Trim());
        }

        request.Body = new MemoryStream(body, writable: false);
        request.ContentLength = body.Length;
    }

    /// <summary>The head ends with the first empty line.</summary>
    private static (string Head, byte[] Body) Split(FuzzInput input)
    {
        int end = input.Bytes.AsSpan().IndexOf("\n\n"u8);
        return end < 0 ? (Encoding.UTF8.GetString(input.Bytes), []) : (Encoding.UTF8.GetString(input.Bytes.AsSpan(0, end)), input.Bytes[(end + 2)..]);
    }
}
