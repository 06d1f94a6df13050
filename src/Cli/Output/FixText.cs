using System.Globalization;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Fixes;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes proposed policies for people: what they do, the documents, and what else they would change.</summary>
internal sealed class FixText(TextPage page)
{
    /// <summary>How many side effects are told before the rest is counted.</summary>
    private const int MaxSideEffects = 20;

    public void Write(FixAnswer answer)
    {
        if (answer.Obstacle is { } obstacle)
        {
            page.Line($"no fix: {obstacle}");
        }

        foreach (PolicyFix fix in answer.Fixes)
        {
            Write(fix);
        }
    }

    private void Write(PolicyFix fix)
    {
        page.Line($"fix: {fix.Summary}");
        foreach (string note in fix.Notes)
        {
            page.Line($"  note: {note}");
        }

        page.Line();
        foreach (string line in fix.Yaml.TrimEnd('\n').Split('\n'))
        {
            page.Line("    " + line);
        }

        page.Line();
        WriteSideEffects(fix);
    }

    private void WriteSideEffects(PolicyFix fix)
    {
        if (fix.SideEffects.IsEmpty)
        {
            page.Line("side effects: none");
            return;
        }

        page.Line(fix.ChangedPairs == 1 ? "side effects: 1 more pair changes" : string.Create(CultureInfo.InvariantCulture, $"side effects: {fix.ChangedPairs} more pairs change"));
        foreach (SideEffect effect in fix.SideEffects.Take(MaxSideEffects))
        {
            string pairs = effect.Pairs > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({effect.Pairs} pairs such as this)") : "";
            page.Line($"  {effect.Source} -> {effect.Destination}{pairs}: {SideEffectWords.Of(effect)}");
        }

        if (fix.SideEffects.Length > MaxSideEffects)
        {
            page.Line($"  and {Words.Count(fix.SideEffects.Length - MaxSideEffects, "more kind")} of pairs");
        }
    }
}
