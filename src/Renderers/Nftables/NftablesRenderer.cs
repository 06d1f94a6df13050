using System.Collections.Immutable;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Renders what Calico's Felix programs on a node: for each family a script for <c>nft -f</c>, which is loaded as one.</summary>
public sealed class NftablesRenderer : IRenderer
{
    /// <inheritdoc/>
    public RenderTarget Target => RenderTarget.Nftables;

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
            FilterProgram program = NodeRules.Lower(state, family, Backend.Nftables, request.Fidelity);
            parts.Add(new RenderedPart(NodeRequest.PartName("nft", family), NftablesText.Write(program)));
        }

        return new RenderResult(parts.ToImmutable(), NodeRequest.LossesOf(snapshot));
    }
}
