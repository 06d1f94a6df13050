using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Tells on standard error what a target cannot say, and what was found to differ.</summary>
internal static class LossReport
{
    public static void Print(RenderResult result, TextWriter error)
    {
        var page = new TextPage(error, colour: false);
        foreach (Loss loss in result.Losses)
        {
            page.Line($"loss: {loss.Reason}");
            if (loss.Example is { } example)
            {
                page.Line($"  for example {example.Source} -> {example.Destination} {example.Traffic}, about which {loss.Rule} decides");
            }
        }

        foreach (RenderDifference difference in result.Differences)
        {
            DifferenceText.Write(page, difference);
        }

        foreach (string reason in result.Unproved)
        {
            page.Line($"not proved: {reason}");
        }
    }
}
