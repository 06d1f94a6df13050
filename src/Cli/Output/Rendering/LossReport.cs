using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Tells on standard error what a target cannot say, and what was found to differ.</summary>
internal static class LossReport
{
    /// <param name="result">What was rendered.</param>
    /// <param name="isProof">Whether it was compared with the policies; that nothing was found is told too.</param>
    /// <param name="error">Where to tell of it.</param>
    public static void Print(RenderResult result, bool isProof, TextWriter error)
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

        if (isProof && result is { Parts.IsEmpty: false, Losses.IsEmpty: true, Differences.IsEmpty: true, Unproved.IsEmpty: true })
        {
            page.Line("proved: no packet is treated differently than by the policies");
        }
    }
}
