using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Linting;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Carries requests to their routes within the limits, and answers with a problem whatever goes wrong.</summary>
internal sealed class PolicyApi(
    Revisions revisions,
    Gates gates,
    IOptions<PolicyApiOptions> options,
    LoadOptions loading,
    LintOptions linting,
    IEnumerable<ILintRule> rules,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<PolicyApi> logger)
{
    private readonly ImmutableArray<ILintRule> _rules = [.. BuiltInRules.All, .. rules];

    public PolicyApiOptions Options { get; } = options.Value;

    public string DefaultNamespace => loading.DefaultNamespace;

    public TimeProvider Time => time;

    public SnapshotStatus Status => revisions.Status;

    /// <summary>Fires when the host ends.</summary>
    public CancellationToken Ending => lifetime.ApplicationStopping;

    /// <summary>A linter that takes expired what is expired today.</summary>
    public Linter Linter => new(_rules, linting.Today is null ? linting : linting with { Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });

    /// <summary>The revision as it is by now.</summary>
    public Revision Latest => revisions.Current;

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "whatever fails, the client gets a problem and no trace of the stack")]
    public async Task HandleAsync(HttpContext http, ApiRoute route)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        if (route.Weight != RouteWeight.Endless)
        {
            work.CancelAfter(Options.Timeout);
        }

        Problem? problem;
        try
        {
            (ApiCall? call, problem) = await BeginAsync(http, route, work.Token).ConfigureAwait(false);
            problem ??= call is null ? null : await AnswerAsync(call, route).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            problem = Problem.Unavailable("TIMEOUT", $"the work took longer than {Options.Timeout.TotalSeconds} s");
        }
        catch (BadHttpRequestException exception)
        {
            problem = exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problem.TooMuch(Options.MaxBodyBytes, "bytes")
                : new Problem(exception.StatusCode, "REQUEST_INVALID", "the request is not HTTP as it should be");
        }
        catch (Exception exception)
        {
            logger.RequestFailed(exception, route.Pattern);
            problem = new Problem(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "the server failed; its log says why");
        }

        await EndAsync(http, problem).ConfigureAwait(false);
    }

    /// <summary>The call with its body; or what is wrong with the request; neither where the client has the answer already.</summary>
    private async ValueTask<(ApiCall? Call, Problem? Problem)> BeginAsync(HttpContext http, ApiRoute route, CancellationToken cancellation)
    {
        if (ApiParameters.Check(http.Request, route) is { } wrong)
        {
            return (null, wrong);
        }

        ReadOnlyMemory<byte> body = default;
        if (route.Body != RouteBody.None)
        {
            (body, Problem? unread) = await ApiBody.ReadAsync(http, Options.MaxBodyBytes, route.IsBodyOptional, cancellation).ConfigureAwait(false);
            if (unread is not null)
            {
                return (null, unread);
            }
        }

        Revision revision = revisions.Current;
        EntityTags.NameRevision(http.Response, revision.Published);
        if (route.IsOfRevision && revision.IsAny && EntityTags.IsKnown(http, revision.EntityTag))
        {
            return default;
        }

        return route.Weight is RouteWeight.Question or RouteWeight.Report && !revision.IsAny
            ? (null, Problem.Unavailable("SNAPSHOT_MISSING", "no policies have been read yet"))
            : (new ApiCall(http, this, revision, body, cancellation), null);
    }

    private async ValueTask<Problem?> AnswerAsync(ApiCall call, ApiRoute route)
    {
        // To lay documents over the snapshot is work on the whole cluster, however small the question.
        bool isOver = route.IsOver(call.Body.Span);
        using RateLimitLease lease = await gates.EnterAsync(isOver ? RouteWeight.Report : route.Weight, call.Cancellation).ConfigureAwait(false);
        if (!lease.IsAcquired)
        {
            return Problem.Unavailable("TOO_MANY_REQUESTS", "the server has enough to do; ask again later");
        }

        Problem? problem = null;
        ApiCall? asked = isOver ? call.Overlay(out problem, route.Body == RouteBody.Question)?.CallOver(call, out problem) : call;
        return asked is null ? problem : await route.Handle(asked).ConfigureAwait(false);
    }

    private static async Task EndAsync(HttpContext http, Problem? problem)
    {
        if (problem is null)
        {
            return;
        }

        if (http.Response is { ContentType: not null } or { HasStarted: true })
        {
            // An answer has begun with its type. The client must not take half an answer for a whole one.
            http.Abort();
            return;
        }

        await ProblemJson.WriteAsync(http.Response, problem).ConfigureAwait(false);
    }
}
