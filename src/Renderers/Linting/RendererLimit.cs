using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Text;

namespace PolicyEngine.Renderers.Linting;

/// <summary>NP8013: rendered text with more than its target takes.</summary>
internal sealed class RendererLimit(TargetRenderings renderings) : ILintRule
{
    private const int LastPriority = 65_500;

    public LintRuleDescriptor Descriptor { get; } = new("NP8013", "renderer-limit", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Targets)
    {
        Title = "rendered text exceeds a limit of its target",
        Precision = LintPrecision.Medium,
        Explanation = """
            The policies are rendered for a target (`lint.renderFor` in `netpol.yaml`, or `--render-for`) and become more than it takes:

            - `ios`, `rfc8519`: a list that takes more than 10000 entries of a switch's table (parameter `entriesPerList`). A line takes an entry
              for each pair of address blocks, and a range of ports as many as it has blocks whose sizes are powers of two: 8080
              takes one, 1024-65535 six, 1-65534 thirty. Where a switch compares ranges by itself it takes fewer.
            - `hns`: an endpoint whose policies need priorities above 65500, the last that there is.

            Lists are made for all pods together, as `netpol render` makes them where no endpoint is named. Names of lists are cut to
            what targets take, and lists of addresses and ports divided: they exceed nothing.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => renderings.Of(context).SelectMany(rendering => rendering.Target switch
    {
        RenderTarget.Ios => rendering.Result.Parts.SelectMany(part => Lists(context, rendering, IosReader.Read(part.Text))),
        RenderTarget.Rfc8519 => rendering.Result.Parts.SelectMany(part => Lists(context, rendering, YangAclReader.Read(part.Text))),
        RenderTarget.Hns => rendering.Result.Parts.SelectMany(part => Priorities(context, rendering, part)),
        _ => [],
    });

    private IEnumerable<Finding> Lists(LintContext context, Rendering rendering, AclReading reading) =>
        from list in reading.Lists.OrderBy(list => list.Key, StringComparer.Ordinal)
        let entries = TableEntries.Of(list.Value)
        where entries > context.Parameters.EntriesPerList
        select Descriptor.At(LossFindings.Nowhere, FormattableString.Invariant($"`{rendering.Target}`: list `{list.Key}` takes about {entries} entries of a switch's table, more than {context.Parameters.EntriesPerList}")) with
        {
            Hint = "render for fewer endpoints at a time, or say ranges of ports in powers of two",
        };

    private IEnumerable<Finding> Priorities(LintContext context, Rendering rendering, RenderedPart part)
    {
        using JsonDocument document = JsonDocument.Parse(part.Text);
        int last = document.RootElement.EnumerateArray().Max(policy => policy.TryGetProperty("Priority", out JsonElement priority) ? priority.GetInt32() : 0);
        if (last > LastPriority)
        {
            Endpoint? endpoint = context.Model.Endpoints.FirstOrDefault(endpoint => part.Name == $"hns.{endpoint.Namespace}.{endpoint.Name}");
            yield return Descriptor.At(endpoint is null ? LossFindings.Nowhere : LintTarget.Of(endpoint), FormattableString.Invariant($"`{rendering.Target}`: `{part.Name}` needs priorities up to {last}, and the last is {LastPriority}")) with
            {
                Hint = "let fewer rules govern the pod",
            };
        }
    }
}
