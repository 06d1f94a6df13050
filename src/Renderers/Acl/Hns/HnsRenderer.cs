using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>Renders ACL policies of Windows' Host Networking Service, a list for each endpoint.</summary>
public sealed class HnsRenderer : IRenderer
{
    /// <inheritdoc/>
    public RenderTarget Target => RenderTarget.Hns;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        var builder = new ScopeDecisionBuilder(snapshot);
        var losses = new LossCollector();
        var differences = new DifferenceList();
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        foreach (Endpoint endpoint in AclRequest.EndpointsOf(snapshot, request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (ScopeDecision Ingress, ScopeDecision Egress)[] decisions = [.. AclRequest.Decide(builder, new RenderScope(endpoint.ToString(), [endpoint]))];
            foreach ((ScopeDecision ingress, ScopeDecision egress) in decisions)
            {
                losses.AddUnaddressed(ingress);
                losses.AddUnaddressed(egress);
            }

            IpAddress[] hosts = [.. snapshot.Model.Nodes.Where(node => node.Name == endpoint.Node).SelectMany(node => node.Addresses)];
            string text = HnsWriter.Write([.. decisions.SelectMany(pair => new[] { pair.Ingress, pair.Egress })], hosts, losses);
            string part = $"hns.{endpoint.Namespace}.{endpoint.Name}";
            parts.Add(new RenderedPart(part, text));
            foreach ((ScopeDecision Ingress, ScopeDecision Egress) pair in decisions.Where(pair => request.Proves && pair.Ingress.Family == IpFamily.V4))
            {
                Prove(differences, part, text, pair, losses);
            }
        }

        return differences.AddTo(new RenderResult(parts.ToImmutable(), losses.ToLosses(snapshot)));
    }

    /// <summary>Reads policies back and compares them with what is decided.</summary>
    internal static void Prove(DifferenceList differences, string part, string text, (ScopeDecision Ingress, ScopeDecision Egress) decisions, LossCollector losses)
    {
        AclReading reading = HnsReader.Read(text, decisions.Ingress.Local);
        differences.Add(part, reading, list => list == "In", decisions.Ingress, null, losses);
        differences.Add(part, reading, list => list == "Out", decisions.Egress, null, losses);
    }
}
