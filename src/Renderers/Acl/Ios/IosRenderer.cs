using System.Collections.Immutable;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Ios;

/// <summary>Renders extended access lists of Cisco IOS and IOS XE, for the interface that leads to the endpoints.</summary>
public sealed class IosRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Target => RenderTarget.Ios;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        var builder = new ScopeDecisionBuilder(snapshot);
        var losses = new LossCollector();
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        var differences = new DifferenceList();
        foreach ((ScopeDecision ingress, ScopeDecision egress) in AclRequest.Decide(builder, new RenderScope(request.Name, AclRequest.EndpointsOf(snapshot, request)), losses))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string text = IosWriter.Write(request.Name, ingress, egress, request.UsesObjectGroups, losses);
            string part = ingress.Family == IpFamily.V4 ? "ios.v4" : "ios.v6";
            parts.Add(new RenderedPart(part, text));
            if (request.Proves)
            {
                Prove(differences, part, request.Name, text, (ingress, egress), losses);
            }
        }

        return differences.AddTo(new RenderResult(parts.ToImmutable(), AclRequest.LossesOf(snapshot, request, losses)));
    }

    /// <summary>Reads lists back and compares them with what is decided.</summary>
    internal static void Prove(DifferenceList differences, string part, string name, string text, (ScopeDecision Ingress, ScopeDecision Egress) decisions, LossCollector losses)
    {
        AclReading reading = IosReader.Read(text);
        differences.Add(part, reading, list => list == IosWriter.ListName(name, decisions.Ingress), decisions.Ingress, decisions.Egress, losses);
        differences.Add(part, reading, list => list == IosWriter.ListName(name, decisions.Egress), decisions.Egress, decisions.Ingress, losses);
    }
}
