using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading.Nft;
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
        var result = new RenderResult([], NodeRequest.LossesOf(snapshot));
        foreach (IpFamily family in NodeRequest.FamiliesOf(snapshot, request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FilterProgram program = NodeRules.Lower(state, family, Backend.Nftables, request.Fidelity);
            var script = new RenderedPart(NodeRequest.PartName("nft", family), NftablesText.Write(program));
            result = result with { Parts = result.Parts.Add(script) };
            if (request.Proves)
            {
                result = NodeProof.Prove(result, snapshot, state, NftScriptReader.Read(script.Text), family, script.Name, cancellationToken);
            }
        }

        return result;
    }
}
