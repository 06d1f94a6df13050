using PolicyEngine.Linting;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Renderers.Linting;

/// <summary>NP8014: rendered text that does not do what the policies say.</summary>
internal sealed class RendererNotEquivalent(TargetRenderings renderings) : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8014", "renderer-not-equivalent", Severity.Error, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Targets)
    {
        Title = "rendered text treats a packet differently than the policies",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The policies are rendered for each target (`lint.renderFor` in `netpol.yaml`, or `--render-for`), what was written is read back and
            compared with the policies for every packet, as `netpol render --prove` does; rules of nodes for every node. A packet that is
            treated differently, what a target cannot say apart (NP8012, NP8015), is a defect of the rendering: do not load the text, and
            report it. What could not be compared is found too.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => renderings.Proved(context).SelectMany(rendering => rendering.Result.Differences
        .Select(difference => Descriptor.At(PlaceOf(context, difference), $"`{rendering.Target}`: `{difference.Part}` {Words(difference)}") with { Hint = "do not load what is rendered, and report it" })
        .Concat(rendering.Result.Unproved.Select(reason => Descriptor.At(LossFindings.Nowhere, $"`{rendering.Target}` is not proved: {reason}"))));

    private static string Words(RenderDifference difference)
    {
        string done = difference.IsPermitted switch { true => "lets through", false => "drops", null => "does something unknown with" };
        string what = difference.IsReply ? "the reply" : "the packet";
        string otherwise = difference.IsPermitted switch { true => ", which the policies deny", false => ", which the policies allow", null => "" };
        return $"{done} {what} `{difference.Source}` to `{difference.Destination}`, {difference.Traffic}{otherwise}";
    }

    private static LintTarget PlaceOf(LintContext context, RenderDifference difference)
    {
        PolicySnapshot snapshot = context.Snapshot;
        Verdict verdict = snapshot.Evaluate(new Flow(snapshot.PartyAt(difference.Source), snapshot.PartyAt(difference.Destination), difference.Traffic));
        return verdict.Ingress is { Policy: { } policy, Rule: { } rule } ? LintTarget.Of(policy, rule)
            : verdict.Egress is { Policy: { } other, Rule: { } otherRule } ? LintTarget.Of(other, otherRule)
            : LossFindings.Nowhere;
    }
}
