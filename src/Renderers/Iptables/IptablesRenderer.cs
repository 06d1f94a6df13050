using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
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
        var result = new RenderResult([], NodeRequest.LossesOf(snapshot));
        foreach (IpFamily family in NodeRequest.FamiliesOf(snapshot, request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FilterProgram program = NodeRules.Lower(state, family, Backend.Iptables, request.Fidelity);
            string ipsets = IpsetText.Write(program);
            var iptables = new RenderedPart(NodeRequest.PartName("iptables", family), IptablesText.Write(program));
            result = result with { Parts = [.. result.Parts, new RenderedPart(NodeRequest.PartName("ipset", family), ipsets), iptables] };
            if (request.Proves)
            {
                LoadedRuleset read = IptablesReader.Read(iptables.Text, family, IpsetReader.Read(ipsets).Sets);
                result = NodeProof.Prove(result, snapshot, state, read, family, iptables.Name, cancellationToken);
            }
        }

        return result;
    }
}
