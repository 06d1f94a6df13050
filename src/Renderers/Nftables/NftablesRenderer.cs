using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading.Nft;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Renders what Calico's Felix programs on a node: for each family a script for <c>nft -f</c>, which is loaded as one.</summary>
public sealed class NftablesRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Target => RenderTarget.Nftables;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        var result = new RenderResult([], NodeRequest.LossesOf(snapshot, request));
        foreach (ProgramChange change in NodeChanges.Of(snapshot, request, Backend.Nftables))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string part = NodeRequest.PartName("nft", change.After.Family);
            result = result with { Parts = result.Parts.Add(new RenderedPart(part, NftablesText.Write(change))) };
            if (request.Proves && !change.IsLast)
            {
                string whole = NftablesText.Write(ProgramChange.To(change.After));
                result = NodeProof.Prove(result, snapshot, NodeRequest.StateOf(snapshot, request), NftScriptReader.Read(whole), change.After.Family, part, cancellationToken);
            }
        }

        return result;
    }
}
