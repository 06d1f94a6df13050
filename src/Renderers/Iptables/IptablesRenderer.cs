using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>
/// Renders what Calico's Felix programs on a node: for each family a text for <c>ipset restore</c> and one for
/// <c>iptables-restore --noflush</c>, to be loaded in this order. Where the node holds rules already, a third, again for
/// <c>ipset restore</c>, removes the sets that no rule refers to any more.
/// </summary>
public sealed class IptablesRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Target => RenderTarget.Iptables;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        var result = new RenderResult([], NodeRequest.LossesOf(snapshot, request));
        foreach (ProgramChange change in NodeChanges.Of(snapshot, request, Backend.Iptables))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IpFamily family = change.After.Family;
            result = result with
            {
                Parts =
                [
                    .. result.Parts,
                    new RenderedPart(NodeRequest.PartName("ipset", family), IpsetText.Write(change)),
                    new RenderedPart(NodeRequest.PartName("iptables", family), IptablesText.Write(change)),
                    .. request.Since is null ? [] : (RenderedPart[])[new RenderedPart(NodeRequest.PartName("ipset-cleanup", family), IpsetText.WriteCleanup(change))],
                ],
            };
            if (request.Proves && !change.IsLast)
            {
                ProgramChange whole = ProgramChange.To(change.After);
                LoadedRuleset rules = IptablesReader.Read(IptablesText.Write(whole), family, IpsetReader.Read(IpsetText.Write(whole)).Sets);
                result = NodeProof.Prove(result, snapshot, NodeRequest.StateOf(snapshot, request), rules, family, NodeRequest.PartName("iptables", family), cancellationToken);
            }
        }

        return result;
    }
}
