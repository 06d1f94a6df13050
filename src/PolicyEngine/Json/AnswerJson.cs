using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Fixes;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes answers as JSON objects.</summary>
/// <param name="json">Where to write.</param>
/// <param name="snapshot">What was asked: <see cref="Answer.Snapshot"/>.</param>
/// <param name="depth">How much to tell of the way to each answer.</param>
/// <param name="before">The answer without what is laid over the input; null where nothing is.</param>
/// <param name="fixes">What would turn the verdict over; null where nobody asked.</param>
public sealed class AnswerJson(Utf8JsonWriter json, PolicySnapshot snapshot, ExplanationDepth depth, Answer? before = null, FixAnswer? fixes = null)
{
    private const int MaxRequests = 20;
    private const int MaxBlocks = 50;

    /// <summary>What has been written of decisions, for whoever writes many answers; null for one.</summary>
    public KnownHalves? Known { get; init; }

    /// <summary>An answer, or why there is none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="idJson">The identifier of the question, which is JSON; null for none.</param>
    public void Write(Answer answer, string? idJson = null)
    {
        if (answer.Error is not null)
        {
            WriteError(answer.Error, idJson);
            return;
        }

        var asked = AskedTraffic.Of(answer);
        json.WriteStartObject();
        WriteId(idJson);
        WriteQuestion(answer.Query, asked);
        WriteVerdict(answer, asked);
        if (answer.Pending is { } pending)
        {
            json.WritePropertyName("pending");
            new AnswerJson(json, snapshot.Pending, depth) { Known = Known }.WritePending(pending, asked);
        }

        WriteBefore();
        WriteTexts("missing", answer.Missing);
        WriteTexts("assumptions", answer.Assumptions);
        if (snapshot.Model.Profile != EnforcementProfile.CalicoIptables)
        {
            json.WriteString("profile", snapshot.Model.Profile.Name);
        }

        if (fixes is not null)
        {
            FixJson.Write(json, fixes);
        }

        json.WriteEndObject();
    }

    private void WriteBefore()
    {
        if (before is null)
        {
            return;
        }

        json.WritePropertyName("before");
        if (before.Error is { } error)
        {
            WriteError(error);
            return;
        }

        json.WriteStartObject();
        json.WriteString("verdict", ResultWords.Of(before.Verdict));
        json.WriteEndObject();
    }

    private void WritePending(Answer pending, AskedTraffic asked)
    {
        if (pending.Error is not null)
        {
            WriteError(pending.Error);
            return;
        }

        json.WriteStartObject();
        WriteVerdict(pending, asked);
        WriteTexts("missing", pending.Missing);
        json.WriteEndObject();
    }

    private void WriteVerdict(Answer answer, AskedTraffic asked)
    {
        json.WriteString("verdict", ResultWords.Of(answer.Verdict));
        if (answer.Reason is { } reason)
        {
            json.WriteString("reason", reason.ToText());
        }

        if (asked.IsSet || answer.Parts.Length > 1)
        {
            TrafficJson.Write(json, "allow", answer.Allowed);
        }

        if (answer.Parts is [var only])
        {
            WriteHalves(only);
            if (IsTranslated(answer.Query, only))
            {
                WriteWitness(only);
            }
        }
        else
        {
            json.WriteStartArray("parts");
            foreach (AnswerPart part in answer.Parts)
            {
                WritePart(part);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Why there is no answer.</summary>
    /// <param name="error">The reason.</param>
    /// <param name="idJson">The identifier of the question, which is JSON; null for none.</param>
    public void WriteError(QueryError error, string? idJson = null)
    {
        json.WriteStartObject();
        WriteId(idJson);
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool IsTranslated(Query query, AnswerPart part) =>
        part.Source != query.From || part.Destination != query.To || part.Pairs > 1;

    private void WriteId(string? idJson)
    {
        if (idJson is not null)
        {
            json.WritePropertyName("id");
            json.WriteRawValue(idJson, skipInputValidation: true);
        }
    }

    private void WriteQuestion(Query query, AskedTraffic asked)
    {
        json.WriteString("from", query.From);
        json.WriteString("to", query.To);
        if (asked.Protocols is { } protocols)
        {
            json.WriteString("protocol", protocols);
        }

        if (ushort.TryParse(query.Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            json.WriteNumber("port", number);
        }
        else if (query.Port is not null)
        {
            json.WriteString("port", query.Port);
        }

        WriteNumber("sourcePort", query.SourcePort);
        WriteNumber("icmpType", query.IcmpType);
        WriteNumber("icmpCode", query.IcmpCode);
        if (query.Http is { } request)
        {
            RequestJson.Write(json, request);
        }
    }

    private void WriteNumber(string name, ushort? number)
    {
        if (number is { } given)
        {
            json.WriteNumber(name, given);
        }
    }

    /// <summary>A part of an answer.</summary>
    /// <param name="part">The part.</param>
    /// <param name="kind">What kind of part it is, for whoever has several; null for none.</param>
    public void WritePart(AnswerPart part, string? kind = null)
    {
        json.WriteStartObject();
        if (kind is not null)
        {
            json.WriteString("kind", kind);
        }

        json.WriteString("verdict", ResultWords.Of(part.Verdict));
        TrafficJson.Write(json, "traffic", part.Traffic);
        json.WriteNumber("pairs", part.Pairs);
        WriteTexts("fromAddresses", [.. (part.SourceRange?.Prefixes ?? []).Take(MaxBlocks).Select(block => block.ToString())]);
        WriteTexts("toAddresses", [.. (part.DestinationRange?.Prefixes ?? []).Take(MaxBlocks).Select(block => block.ToString())]);
        WriteTexts("requests", [.. part.Requests.Take(MaxRequests).Select(request => request.ToString())]);
        WriteWitness(part);
        WriteHalves(part);
        json.WriteEndObject();
    }

    private void WriteWitness(AnswerPart part) => WitnessJson.Write(json, part.Source, part.Destination, part.Witness);

    private void WriteHalves(AnswerPart part)
    {
        Explanation? explanation = NeedsExplanation(part) ? snapshot.Explain(part.Witness) : null;
        WriteHalf("egress", part.Egress, explanation?.Egress);
        WriteHalf("ingress", part.Ingress, explanation?.Ingress);
    }

    private bool NeedsExplanation(AnswerPart part) => depth switch
    {
        ExplanationDepth.Decision => false,
        ExplanationDepth.NearestRules => part.Egress.IsDenialByDefault || part.Ingress.IsDenialByDefault,
        _ => true,
    };

    private void WriteHalf(string name, Decision decision, HalfExplanation? explanation)
    {
        if (explanation is null && Known is not null)
        {
            json.WritePropertyName(name);
            Known.Write(json, decision);
            return;
        }

        json.WriteStartObject(name);
        DecisionJson.WriteHalf(json, decision);
        if (explanation?.WhyNot is { } whyNot)
        {
            WhyNotJson.Write(json, whyNot);
        }

        if (explanation is not null && depth == ExplanationDepth.Steps)
        {
            StepsJson.Write(json, explanation.Steps);
        }

        json.WriteEndObject();
    }

    private void WriteTexts(string name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
