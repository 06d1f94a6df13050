using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>A decision as JSON: outcome, reason code, words, and the policies it comes from, each with rule, place and YAML path.</summary>
internal static class ReportDecision
{
    private const int MaxPolicies = 5;

    public static string Of(Decision decision, Directions direction)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartArray();
            json.WriteStringValue(ResultWords.Of(decision.Outcome));
            json.WriteStringValue(decision.Reason.ToText());
            json.WriteStringValue(WordsOf(decision, direction));
            Write(json, decision);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Endpoints whose profiles say the same share a table, which names the profile of one of them.</summary>
    private static string WordsOf(Decision decision, Directions direction) => decision is { Profile: not null, Stage: null }
        ? decision.Outcome == Outcome.Allow ? "a profile of the endpoint allows it" : "a profile of the endpoint denies it"
        : DecisionText.Of(decision, direction);

    private static void Write(Utf8JsonWriter json, Decision decision)
    {
        foreach (Decision alternative in decision.Alternatives)
        {
            Write(json, alternative);
        }

        if (decision.Policy is { } policy && decision.Alternatives.IsEmpty)
        {
            Write(json, policy.Name.ToString(), decision.Rule, decision.Rule?.Span ?? policy.Span);
        }

        foreach (Policy trigger in decision.Triggers.Take(MaxPolicies))
        {
            Write(json, trigger.Name.ToString(), null, trigger.Span);
        }
    }

    private static void Write(Utf8JsonWriter json, string policy, Rule? rule, SourceSpan span)
    {
        json.WriteStartArray();
        json.WriteStringValue(policy);
        json.WriteStringValue(rule?.Path ?? "");
        json.WriteStringValue(span.IsNone ? "" : span.ToString());
        json.WriteStringValue(rule is null ? "" : RuleSummary.Of(rule).ToString());
        json.WriteEndArray();
    }
}
