using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Api;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Answers reviews over HTTP: within the limits, and within the deadline.</summary>
internal sealed class AdmissionEndpoint(AdmissionReviewer reviewer, IOptions<AdmissionOptions> options, TimeProvider time, ILogger<AdmissionEndpoint> logger) : IDisposable
{
    private readonly AdmissionOptions _options = options.Value;

    // Reviews use the processor alone: more at once would all be late.
    private readonly SemaphoreSlim _running = new(Environment.ProcessorCount);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "whatever goes wrong, the failure mode that was chosen decides")]
    public async Task HandleAsync(HttpContext context)
    {
        using CancellationTokenSource deadline = new(_options.Deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        AdmissionRequest? request = null;
        AdmissionAnswer answer;
        try
        {
            (request, int status, string? problem) = await ReadAsync(context.Request, stop.Token).ConfigureAwait(false);
            if (request is null)
            {
                logger.Malformed(problem!);
                await RefuseAsync(context, status, problem!).ConfigureAwait(false);
                return;
            }

            answer = reviewer.IsReady || request.Reference is null
                ? await ReviewAsync(request, stop.Token).ConfigureAwait(false)
                : Fail(request, "the policies of the cluster have not been read yet");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && request is not null)
        {
            answer = Fail(request, "it took too long");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status408RequestTimeout, "the review did not come in time").ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (request is not null && exception is not OperationCanceledException)
        {
            logger.ReviewFailed(exception, request.Name);
            answer = Fail(request, "the review failed");
        }

        logger.Reviewed(request.Name, answer.IsAllowed, answer.Warnings.Length, answer.Message);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer.ToJson(request.Uid), context.RequestAborted).ConfigureAwait(false);
    }

    public void Dispose() => _running.Dispose();

    private static Task RefuseAsync(HttpContext context, int status, string problem) =>
        ProblemJson.WriteAsync(context.Response, new Problem(status, "REVIEW_INVALID", problem));

    private async Task<(AdmissionRequest? Request, int Status, string? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return (null, StatusCodes.Status415UnsupportedMediaType, "a review is application/json");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = _options.MaxBytes;
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, cancellation).ConfigureAwait(false);
            return (AdmissionRequest.Read(document.RootElement, out string? problem), StatusCodes.Status400BadRequest, problem);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a pair of surrogates is JSON, and no text.
            return (null, StatusCodes.Status400BadRequest, "the review is not JSON, is nested too deeply, or has text that is not Unicode");
        }
        catch (BadHttpRequestException exception)
        {
            return (null, exception.StatusCode, exception.Message);
        }
    }

    private async Task<AdmissionAnswer> ReviewAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        await _running.WaitAsync(cancellation).ConfigureAwait(false);
        Task<AdmissionAnswer> review = Task.Run(
            () =>
            {
                try
                {
                    return reviewer.Review(request, cancellation);
                }
                finally
                {
                    _running.Release();
                }
            },
            CancellationToken.None);
        return await review.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private AdmissionAnswer Fail(AdmissionRequest request, string reason)
    {
        logger.NotReviewed(request.Name, reason);
        return AdmissionAnswer.WithoutReview(_options.FailureMode!.Value, reason);
    }
}
