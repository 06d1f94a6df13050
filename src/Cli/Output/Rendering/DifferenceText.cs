using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Tells of packets that rules treat differently than policies, with what decides on either side.</summary>
internal static class DifferenceText
{
    public static void Write(TextPage page, RenderDifference difference)
    {
        string rules = difference.IsPermitted switch { true => "lets through", false => "drops", _ => "is not understood about" };
        string policies = difference.IsPermitted switch { true => ", which the policies drop", false => ", which the policies let through", _ => "" };
        string links = (difference.InInterface, difference.OutInterface) switch
        {
            ("", "") => "",
            ("", var output) => $" out by {output}",
            (var input, "") => $" in by {input}",
            var (input, output) => $" in by {input} out by {output}",
        };
        string reply = difference.IsReply ? " of a connection that was let through" : "";
        page.Line($"differs: {difference.Part} {rules} {difference.Source} -> {difference.Destination} {difference.Traffic}{links}{reply}{policies}");
        if (difference.Rule.Length > 0)
        {
            page.Line($"  rule: {difference.Rule}");
        }

        foreach (string sentence in difference.Policies)
        {
            page.Line($"  policies: {sentence}");
        }
    }
}
