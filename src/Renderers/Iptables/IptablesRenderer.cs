using System.Collections.Immutable;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>
/// Renders what Calico's Felix programs on a node: for each family a text for <c>ipset restore</c> and one for
/// <c>iptables-restore --noflush</c>, to be loaded in this order.
/// </summary>
public sealed class IptablesRenderer : IRenderer
{
    /// <inheritdoc/>
    public RenderTarget Target => RenderTarget.Iptables;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        NodeState state = NodeRequest.StateOf(snapshot, request);
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        foreach (IpFamily family in NodeRequest.FamiliesOf(snapshot, request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FilterProgram program = NodeRules.Lower(state, family, Backend.Iptables, request.Fidelity);
            parts.Add(new RenderedPart(NodeRequest.PartName("ipset", family), IpsetText.Write(program)));
            parts.Add(new RenderedPart(NodeRequest.PartName("iptables", family), IptablesText.Write(program)));
        }

        return new RenderResult(parts.ToImmutable(), NodeRequest.LossesOf(snapshot));
    }
}
