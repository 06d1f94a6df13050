using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Lints the snapshot, or what it would be with documents laid over it.</summary>
internal static class LintRoute
{
    private const string NothingToRemove = "PE3025";

    public static ValueTask<Problem?> PostAsync(ApiCall call) => ValueTask.FromResult(Answer(call));

    private static Problem? Answer(ApiCall call)
    {
        if (Overlay.Read(call, out Problem? problem) is not { } overlay)
        {
            return problem;
        }

        LoadResult input = call.Revision.With(overlay, call.Cancellation);
        if (input.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == NothingToRemove) is { } missing)
        {
            return new Problem(StatusCodes.Status422UnprocessableEntity, missing.Code, missing.Message);
        }

        var run = LintRun.Of(input, [.. overlay.Documents.Select(document => document.Name)], call.Api.Linter.Run(input, call.Cancellation));
        using Utf8JsonWriter json = call.Answer();
        LintJson.Write(json, run);
        return null;
    }
}
