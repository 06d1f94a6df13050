using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl.Hns.Tiers;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>Renders ACL policies of Windows' Host Networking Service, a list for each endpoint.</summary>
public sealed class HnsRenderer : IRenderer
{
    /// <inheritdoc/>
    public string Target => RenderTarget.Hns;

    /// <inheritdoc/>
    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        var builder = new ScopeDecisionBuilder(snapshot);
        var losses = new LossCollector();
        var differences = new DifferenceList();
        ImmutableArray<RenderedPart>.Builder parts = ImmutableArray.CreateBuilder<RenderedPart>();
        ImmutableArray<Endpoint> endpoints = AclRequest.EndpointsOf(snapshot, request);
        EndpointTiers? tiers = request.Form == AclForm.Tiered ? new EndpointTiers(snapshot.Model, endpoints) : null;
        foreach (Endpoint endpoint in endpoints)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImmutableArray<ScopeDecision> decisions =
                [.. AclRequest.Decide(builder, new RenderScope(endpoint.ToString(), [endpoint]), losses).SelectMany(pair => new[] { pair.Ingress, pair.Egress })];
            foreach (ScopeDecision decision in decisions)
            {
                if (decision is { Family: IpFamily.V6, Permits: [var first, ..] })
                {
                    losses.Add(LossSeverity.Narrowed, "IPv6 cannot be given: its traffic is dropped", decision, first, AclTraffic.Of(first.Traffic).First());
                }
            }

            ImmutableArray<ScopeDecision> sayable = [.. decisions.Where(decision => decision.Family == IpFamily.V4)];
            IpAddress[] hosts = [.. snapshot.Model.Nodes.Where(node => node.Name == endpoint.Node).SelectMany(node => node.Addresses).Where(address => address.Family == IpFamily.V4)];
            string text = tiers is null
                ? HnsWriter.Write(sayable, hosts, losses)
                : HnsTierWriter.Write([.. sayable.Select(decision => (decision.Direction, HnsTierPlan.Of(tiers, endpoint, decision, AddressSet.FromAddresses(hosts), losses)))]);
            string part = $"hns.{endpoint.Namespace}.{endpoint.Name}";
            parts.Add(new RenderedPart(part, text));
            if (request.Proves && sayable is [var ingress, var egress])
            {
                Prove(differences, part, text, (ingress, egress), losses, request.Form);
            }
        }

        return differences.AddTo(new RenderResult(parts.ToImmutable(), AclRequest.LossesOf(snapshot, request, losses)));
    }

    /// <summary>Reads policies back and compares them with what is decided.</summary>
    internal static void Prove(DifferenceList differences, string part, string text, (ScopeDecision Ingress, ScopeDecision Egress) decisions, LossCollector losses, AclForm form)
    {
        AclReading reading = form == AclForm.Tiered ? HnsTierReader.Read(text, decisions.Ingress.Local) : HnsReader.Read(text, decisions.Ingress.Local);
        differences.Add(part, reading, list => list == "In", decisions.Ingress, null, losses);
        differences.Add(part, reading, list => list == "Out", decisions.Egress, null, losses);
    }
}
