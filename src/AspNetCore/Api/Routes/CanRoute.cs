using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Answers questions as <c>netpol can</c> does: one with an object, many with an array, all from one revision.</summary>
internal static class CanRoute
{
    /// <summary>The parameter that says how much to tell of the way to an answer.</summary>
    public const string Explain = "explain";

    public static ValueTask<Problem?> GetAsync(ApiCall call) => ValueTask.FromResult(AnswerOne(call, AddressQuestion.Read(call)));

    public static async ValueTask<Problem?> PostAsync(ApiCall call)
    {
        if (!QuestionList.IsList(call.Body.Span))
        {
            return AnswerOne(call, new QuestionReader(call.Api.DefaultNamespace).Read(call.Body.Span));
        }

        if (QuestionList.Find(call.Body.Span, call.Api.Options.MaxQuestions, out List<Range> questions) is { } problem)
        {
            return problem;
        }

        if (!TryDepth(call, ExplanationDepth.Decision, out ExplanationDepth depth))
        {
            return ApiParameters.NoFlag(Explain);
        }

        using Utf8JsonWriter json = call.Answer();
        var reader = new QuestionReader(call.Api.DefaultNamespace);
        var known = new KnownHalves();
        json.WriteStartArray();
        foreach (Range question in questions)
        {
            Write(call, json, reader.Read(call.Body.Span[question]), depth, known);
            await call.FlushAsync(json).ConfigureAwait(false);
        }

        json.WriteEndArray();
        return null;
    }

    private static Problem? AnswerOne(ApiCall call, QueryLine question)
    {
        if (question.Query is null)
        {
            return Problem.Malformed(question.Error!);
        }

        if (!TryDepth(call, ExplanationDepth.NearestRules, out ExplanationDepth depth))
        {
            return ApiParameters.NoFlag(Explain);
        }

        Answer answer = call.Snapshot.Ask(question.Query, call.Cancellation);
        if (answer.Error is { } error)
        {
            return Problem.Of(error);
        }

        using Utf8JsonWriter json = call.Answer();
        new AnswerJson(json, answer.Snapshot, depth).Write(answer, question.IdJson);
        return null;
    }

    private static void Write(ApiCall call, Utf8JsonWriter json, QueryLine question, ExplanationDepth depth, KnownHalves known)
    {
        if (question.Query is null)
        {
            new AnswerJson(json, call.Snapshot, depth).WriteError(question.Error!, question.IdJson);
        }
        else
        {
            Answer answer = call.Snapshot.Ask(question.Query, call.Cancellation);
            new AnswerJson(json, answer.Snapshot, depth) { Known = known }.Write(answer, question.IdJson);
        }
    }

    private static bool TryDepth(ApiCall call, ExplanationDepth usual, out ExplanationDepth depth)
    {
        depth = usual;
        if (!call.Http.Request.QueryString.HasValue || call.Parameter(Explain) is null)
        {
            return true;
        }

        bool? flag = ApiParameters.Flag(call, Explain);
        depth = flag == true ? ExplanationDepth.Steps : ExplanationDepth.Decision;
        return flag is not null;
    }
}
