using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;
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
    public RenderTarget Target => RenderTarget.Iptables;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        foreach (ProgramChange change in NodeChanges.Of(snapshot, request, Backend.Iptables))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IpFamily family = change.After.Family;
            parts.Add(new RenderedPart(NodeRequest.PartName("ipset", family), IpsetText.Write(change)));
            parts.Add(new RenderedPart(NodeRequest.PartName("iptables", family), IptablesText.Write(change)));
            if (request.Since is not null)
            {
                parts.Add(new RenderedPart(NodeRequest.PartName("ipset-cleanup", family), IpsetText.WriteCleanup(change)));
            }
        }

        return new RenderResult(parts.ToImmutable(), NodeRequest.LossesOf(snapshot));
    }
}
