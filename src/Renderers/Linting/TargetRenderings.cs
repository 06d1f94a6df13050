using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyEngine.Linting;

namespace PolicyEngine.Renderers.Linting;

/// <summary>Renders an input for the targets that it is meant for; once for all rules that look at it.</summary>
internal sealed class TargetRenderings(ImmutableArray<IRenderer> renderers)
{
    private readonly ConditionalWeakTable<LintContext, Lazy<Rendering[]>> _known = [];

    /// <summary>What is rendered. Neither losses nor limits are a matter of the node: rules of nodes are those of the first.</summary>
    public IEnumerable<Rendering> Of(LintContext context) =>
        _known.GetValue(context, input => new Lazy<Rendering[]>(() => [.. Wanted(input).Select(renderer => Render(input, renderer, new RenderRequest()))])).Value;

    /// <summary>The same, proved; rules of nodes for every node.</summary>
    public IEnumerable<Rendering> Proved(LintContext context) =>
        from renderer in Wanted(context)
        from node in NodesFor(context, renderer)
        select Render(context, renderer, new RenderRequest { Node = node, Proves = true });

    private IEnumerable<IRenderer> Wanted(LintContext context) => renderers.Where(renderer => context.RenderFor.Contains(renderer.Target, StringComparer.OrdinalIgnoreCase));

    private static string?[] NodesFor(LintContext context, IRenderer renderer)
    {
        string?[] nodes = renderer.Target is not (RenderTarget.Iptables or RenderTarget.Nftables) ? []
            : [.. context.Model.Endpoints.Select(endpoint => endpoint.Node).Concat(context.Model.Nodes.Select(node => node.Name)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return nodes.Length == 0 ? [null] : nodes;
    }

    private static Rendering Render(LintContext context, IRenderer renderer, RenderRequest request) =>
        new(renderer.Target, renderer.Render(context.Snapshot, request, context.Cancellation));
}
