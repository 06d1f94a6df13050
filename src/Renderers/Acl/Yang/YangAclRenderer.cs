using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Decisions;

namespace PolicyEngine.Renderers.Acl.Yang;

/// <summary>Renders access lists of RFC 8519 in JSON, one for each direction and family.</summary>
public sealed class YangAclRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Target => RenderTarget.Rfc8519;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        const string Part = "rfc8519";
        var losses = new LossCollector();
        (ScopeDecision Ingress, ScopeDecision Egress)[] decisions =
            [.. AclRequest.Decide(new ScopeDecisionBuilder(snapshot), new RenderScope(request.Name, AclRequest.EndpointsOf(snapshot, request)), losses)];
        cancellationToken.ThrowIfCancellationRequested();
        string text = YangAclWriter.Write(request.Name, [.. decisions.SelectMany(pair => new[] { pair.Ingress, pair.Egress })], losses);
        var differences = new DifferenceList { TellsReplies = false };
        if (request.Proves)
        {
            foreach ((ScopeDecision Ingress, ScopeDecision Egress) pair in decisions)
            {
                Prove(differences, Part, request.Name, text, pair, losses);
            }
        }

        return differences.AddTo(new RenderResult([new RenderedPart(Part, text)], AclRequest.LossesOf(snapshot, request, losses)));
    }

    /// <summary>Reads lists back and compares them with what is decided.</summary>
    internal static void Prove(DifferenceList differences, string part, string name, string text, (ScopeDecision Ingress, ScopeDecision Egress) decisions, LossCollector losses)
    {
        AclReading reading = YangAclReader.Read(text);
        differences.Add(part, reading, list => list == YangAclWriter.ListName(name, decisions.Ingress), decisions.Ingress, decisions.Egress, losses);
        differences.Add(part, reading, list => list == YangAclWriter.ListName(name, decisions.Egress), decisions.Egress, decisions.Ingress, losses);
    }
}
