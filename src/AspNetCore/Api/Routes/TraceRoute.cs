using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Dataplane.Json;
using PolicyEngine.Dataplane.Tracing;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Follows a packet through the cluster, as <c>netpol trace</c>.</summary>
internal static class TraceRoute
{
    private const string Size = "size";
    private const string MayFragment = "mayFragment";

    /// <summary>The parameters besides the question.</summary>
    public static ImmutableArray<string> Parameters { get; } = [Size, MayFragment];

    public static ValueTask<Problem?> GetAsync(ApiCall call) => ValueTask.FromResult(Answer(call, AddressQuestion.Read(call)));

    public static ValueTask<Problem?> PostAsync(ApiCall call) =>
        ValueTask.FromResult(Answer(call, new QuestionReader(call.Api.DefaultNamespace).Read(call.Body.Span)));

    private static Problem? Answer(ApiCall call, QueryLine question)
    {
        if (question.Query is null)
        {
            return Problem.Malformed(question.Error!);
        }

        if (ApiParameters.Number(call, Size, TraceQuery.UsualLength, ushort.MaxValue) is not { } length)
        {
            return ApiParameters.NoNumber(Size, ushort.MaxValue);
        }

        if (ApiParameters.Flag(call, MayFragment) is not { } mayFragment)
        {
            return ApiParameters.NoFlag(MayFragment);
        }

        var packet = new TraceQuery(question.Query) { Length = length, MayFragment = mayFragment };
        var answer = TraceAnswer.Of(packet, call.Snapshot, call.Revision.Network, call.Cancellation);
        if (answer.Error is { } error)
        {
            return Problem.Of(error);
        }

        using Utf8JsonWriter json = call.Answer();
        TraceJson.Write(json, answer);
        return null;
    }
}
