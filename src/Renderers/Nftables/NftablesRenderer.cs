using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;

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
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        foreach (ProgramChange change in NodeChanges.Of(snapshot, request, Backend.Nftables))
        {
            cancellationToken.ThrowIfCancellationRequested();
            parts.Add(new RenderedPart(NodeRequest.PartName("nft", change.After.Family), NftablesText.Write(change)));
        }

        return new RenderResult(parts.ToImmutable(), NodeRequest.LossesOf(snapshot));
    }
}
