using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Drift;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Tells how the rules of a node differ from its policies.</summary>
internal static class DriftText
{
    public static void Write(TextPage page, string node, DriftResult result)
    {
        page.Line(result.Outcome switch
        {
            DriftOutcome.Same => $"{node}: the rules have the effect of the policies",
            DriftOutcome.Different => $"{node}: the rules differ from the policies",
            _ => $"{node}: not everything is understood; no difference is known",
        });
        foreach (string reason in result.Uncompared)
        {
            page.Line($"not compared: {reason}");
        }

        foreach (RenderDifference difference in result.Differences)
        {
            DifferenceText.Write(page, difference);
        }
    }
}
