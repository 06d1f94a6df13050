using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Lints the snapshot, or what it would be with documents laid over it.</summary>
internal static class LintRoute
{
    /// <summary>The parameter that asks for what is found in the documents of the request alone.</summary>
    public const string Own = "own";

    private const string NothingToRemove = "PE3025";

    public static ValueTask<Problem?> PostAsync(ApiCall call) => ValueTask.FromResult(Answer(call));

    private static Problem? Answer(ApiCall call)
    {
        if (ApiParameters.Flag(call, Own) is not { } isOwn)
        {
            return ApiParameters.NoFlag(Own);
        }

        if (call.Overlay(out Problem? problem) is not { } overlay)
        {
            return problem;
        }

        LoadResult input = call.Revision.With(overlay, call.Cancellation);
        if (input.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == NothingToRemove) is { } missing)
        {
            return new Problem(StatusCodes.Status422UnprocessableEntity, missing.Code, missing.Message);
        }

        string[] documents = [.. overlay.Documents.Select(document => document.Name)];
        var run = LintRun.Of(input, documents, call.Api.Linter.Run(input, call.Cancellation));
        run = call.Api.Options.Accept?.Invoke(run) ?? run;
        using Utf8JsonWriter json = call.Answer();
        LintJson.Write(json, isOwn ? OwnOf(run, documents) : run);
        return null;
    }

    private static LintRun OwnOf(LintRun run, string[] documents) => run.In(documents) with
    {
        Input = run.Input with { Diagnostics = [.. run.Input.Diagnostics.Where(diagnostic => documents.Contains(diagnostic.Span.File, StringComparer.Ordinal))] },
    };
}
