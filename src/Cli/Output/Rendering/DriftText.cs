using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Drift;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Tells how the rules of a node differ from its policies.</summary>
internal static class DriftText
{
    public static void Write(TextPage page, string node, DriftResult result)
    {
        page.Line(result.Differences.Any(difference => difference.IsPermitted is not null) ? $"{node}: the rules differ from the policies"
            : result.Differences.IsEmpty && result.Uncompared.IsEmpty ? $"{node}: the rules have the effect of the policies"
            : $"{node}: not everything is understood; the rest has the effect of the policies");
        foreach (RenderDifference difference in result.Differences)
        {
            DifferenceText.Write(page, difference);
        }
    }
}
