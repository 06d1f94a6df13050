using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes an answer for people: the verdict in one line, then what decided on either side.</summary>
/// <param name="page">Where to write.</param>
/// <param name="snapshot">What was asked.</param>
/// <param name="explain">Whether to give the whole way to the verdict.</param>
internal sealed class AnswerText(TextPage page, PolicySnapshot snapshot, bool explain)
{
    private const int MaxParts = 10;
    private const int MaxRequests = 3;
    private const int MaxBlocks = 4;
    private const int MaxNearRules = 3;
    private const int MaxNearRulesOfPart = 1;

    /// <summary>What shows the whole way, where this page does not.</summary>
    public string ExplainedBy { get; init; } = "--explain";

    /// <param name="answer">The answer.</param>
    /// <param name="before">The answer without what is laid over the input; null where nothing is.</param>
    public void Write(Answer answer, Answer? before)
    {
        var asked = AskedTraffic.Of(answer);
        page.Write(ResultWords.Of(answer.Verdict), VerdictInk.Of(answer.Verdict))
            .Write($": {answer.Query.From} -> {answer.Query.To}, {asked.Description}");
        if (answer.Reason is { } reason)
        {
            page.Write($" [{reason.ToText()}]", Ink.Faint);
        }

        page.Line();
        WriteDecisions(answer, "  ");
        WritePending(answer);
        if (before is not null)
        {
            page.Write("  without the change: ");
            _ = before.Error is { } error ? page.Line(error.Message) : page.Write(ResultWords.Of(before.Verdict), VerdictInk.Of(before.Verdict)).Line();
        }

        if (snapshot.Model.Profile != EnforcementProfile.CalicoIptables)
        {
            page.Line($"  profile: {snapshot.Model.Profile}");
        }

        foreach (string missing in answer.Missing)
        {
            page.Line($"  missing: {missing}");
        }

        foreach (string assumption in answer.Assumptions)
        {
            page.Line($"  note: {assumption}");
        }
    }

    /// <summary>What staged policies would change; nothing where they change nothing.</summary>
    private void WritePending(Answer answer)
    {
        if (answer.Pending is not { } pending || (pending.Error is null && SaysTheSame(pending, answer)))
        {
            return;
        }

        page.Write("  once staged policies are applied: ");
        if (pending.Error is { } error)
        {
            page.Line(error.Message);
            return;
        }

        page.Write(ResultWords.Of(pending.Verdict), VerdictInk.Of(pending.Verdict))
            .Line();
        new AnswerText(page, snapshot.Pending, explain) { ExplainedBy = ExplainedBy }.WriteDecisions(pending, "    ");
    }

    private static bool SaysTheSame(Answer one, Answer other) =>
        one.Verdict == other.Verdict && one.Parts.Select(part => part.Traffic).SequenceEqual(other.Parts.Select(part => part.Traffic));

    private void WriteDecisions(Answer answer, string indent)
    {
        if (answer.Parts is [var only])
        {
            WriteHalves(only, indent, MaxNearRules);
        }
        else
        {
            WriteParts(answer, indent);
        }
    }

    private void WriteParts(Answer answer, string indent)
    {
        if (answer.Verdict == VerdictKind.Partial)
        {
            page.Line($"{indent}allowed throughout: {answer.Allowed.Describe()}");
        }

        bool hasBothFamilies = answer.Parts.Select(part => part.Witness.Source.Family).Distinct().Count() > 1;
        foreach (AnswerPart part in answer.Parts.Take(MaxParts))
        {
            page.Write(indent);
            WritePart(part, indent, hasBothFamilies);
        }

        if (answer.Parts.Length > MaxParts)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"{indent}and {answer.Parts.Length - MaxParts} more; `--format json` lists them all"));
        }
    }

    /// <summary>A part of an answer: what it is about, and below it what decided.</summary>
    /// <param name="part">The part.</param>
    /// <param name="indent">What stands before the line already.</param>
    /// <param name="namesFamily">Whether to say over which family it is.</param>
    public void WritePart(AnswerPart part, string indent, bool namesFamily)
    {
        string pairs = part.Pairs > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({part.Pairs} pairs)") : "";
        string traffic = $"{(part.Traffic.IsAll ? "any traffic" : part.Traffic.Describe())}{(namesFamily ? $" over IPv{(int)part.Witness.Source.Family}" : "")}";
        page.Write(ResultWords.Of(part.Verdict), VerdictInk.Of(part.Verdict))
            .Line($": {traffic}{Requests(part)}{Range("from", part.SourceRange)}{Range("to", part.DestinationRange)}{pairs}, such as {part.Source} -> {part.Destination} {part.Witness.Traffic}");
        WriteHalves(part, indent + "  ", MaxNearRulesOfPart);
    }

    private static string Range(string word, AddressSet? addresses)
    {
        if (addresses is null)
        {
            return "";
        }

        IpPrefix[] first = [.. addresses.Prefixes.Take(MaxBlocks + 1)];
        return $" {word} {string.Join(", ", first.Take(MaxBlocks))}{(first.Length > MaxBlocks ? " and more" : "")}";
    }

    private static string Requests(AnswerPart part) => part.Requests.IsEmpty
        ? ""
        : $" for HTTP requests like {string.Join(", ", part.Requests.Take(MaxRequests))}{(part.Requests.Length > MaxRequests ? " ..." : "")}";

    private void WriteHalves(AnswerPart part, string indent, int nearRules)
    {
        Explanation explanation = snapshot.Explain(part.Witness);
        WriteHalf(part.Egress, explanation.Egress, indent, nearRules);
        WriteHalf(part.Ingress, explanation.Ingress, indent, nearRules);
    }

    private void WriteHalf(Decision decision, HalfExplanation explanation, string indent, int nearRules)
    {
        string half = explanation.Direction == Directions.Egress ? "egress " : "ingress";
        page.Write($"{indent}{half}  ")
            .Write(ResultWords.Of(decision.Outcome).PadRight("allowed".Length), VerdictInk.Of(decision.Outcome))
            .Write($"  {DecisionText.Of(decision, explanation.Direction)}")
            .Write($" [{decision.Reason.ToText()}]", Ink.Faint);
        if (decision.Span is { IsNone: false } place)
        {
            page.Write($" {place}", Ink.Faint);
        }

        page.Line();
        if (explain)
        {
            StepsText.Write(page, explanation.Steps, indent + "    ");
        }
        else
        {
            TierPathText.Write(page, explanation, indent + "    ");
            if (explanation.WhyNot is { } whyNot)
            {
                WhyNotText.Write(page, whyNot, nearRules, ExplainedBy, indent + "    ");
            }
        }
    }
}
