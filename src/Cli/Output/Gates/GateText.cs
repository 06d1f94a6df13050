using System.Globalization;
using PolicyEngine.Cli.Output.Diff;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Gates;

/// <summary>Writes violations for people, by gate: a line for each pair, with a flow that shows it.</summary>
internal static class GateText
{
    private const int MaxShown = 20;

    public static void Write(TextPage page, IReadOnlyCollection<GateViolation> violations)
    {
        foreach (IGrouping<Gate, GateViolation> group in violations.GroupBy(violation => violation.Gate))
        {
            page.Write("gate violated: ", Ink.Bad).Line($"{group.Key.Name} ({group.Key.Span})");
            if (group.Key.Why.Length > 0)
            {
                page.Line($"  {group.Key.Why}");
            }

            foreach (GateViolation violation in group.Take(MaxShown))
            {
                Write(page, violation);
            }

            if (group.Count() > MaxShown)
            {
                page.Line(string.Create(CultureInfo.InvariantCulture, $"  and {group.Count() - MaxShown} more"), Ink.Faint);
            }
        }

        page.Line(violations.Count == 0 ? "no gate is violated" : string.Create(CultureInfo.InvariantCulture, $"{violations.Count} {(violations.Count == 1 ? "violation" : "violations")}"), Ink.Faint);
    }

    private static void Write(TextPage page, GateViolation violation)
    {
        page.Line($"  {violation.From.Name} -> {violation.To.Name} gains {(violation.Gained.IsAll ? "any" : violation.Gained.Describe())}");
        (Directions half, Decision decision) = DecidingHalf.Of(violation.Verdict);
        page.Write($"    such as {GateWitness.NameOf(violation.From)} -> {GateWitness.NameOf(violation.To)} {violation.Witness}, now ")
            .Write(ResultWords.Of(violation.Verdict.Kind), VerdictInk.Of(violation.Verdict.Kind))
            .Line($": {DecisionText.Of(decision, half)}");
    }
}
