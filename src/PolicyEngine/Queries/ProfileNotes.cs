using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Tells where an answer depends on what enforces the policies.</summary>
internal sealed class ProfileNotes(PolicySnapshot snapshot)
{
    private readonly EnforcementProfile _profile = snapshot.Model.Profile;

    public IEnumerable<string> Of(ImmutableArray<AnswerPart> parts) => parts.SelectMany(part =>
        Of(part.Egress, part.Witness.Source.EgressChain, part)
            .Concat(Of(part.Ingress, part.Witness.Destination.IngressChain, part))
            .Concat(OfBlocks(part))
            .Concat(OfHostNetwork(part.Egress, part.Witness.Source, Directions.Egress))
            .Concat(OfHostNetwork(part.Ingress, part.Witness.Destination, Directions.Ingress)));

    /// <summary>Blocks that match pods by their addresses.</summary>
    public IEnumerable<string> OfBlocks(AnswerPart part) =>
        OfBlock(part.Egress, part.Egress.Rule?.Destination, part.Witness.Destination)
            .Concat(OfBlock(part.Ingress, part.Ingress.Rule?.Source, part.Witness.Source));

    private IEnumerable<string> Of(Decision decision, int chain, AnswerPart part)
    {
        if (!_profile.EnforcesHttp && decision.Rule is { Http: not null } rule)
        {
            yield return $"{decision.Policy?.Name} `{rule.Path}` asks for HTTP requests, which {_profile} does not see: it lets every request through (profile {EnforcementProfile.CalicoApplicationLayer} tells them apart)";
        }

        if ((decision.IsNoVerdict && snapshot.Parties.NodeOf(part.Witness.Destination) is null) || decision.Reason == ReasonCode.ForwardedByDefault)
        {
            yield return $"what no policy of a host endpoint decides about forwarded traffic, {EnforcementProfile.CalicoEbpf} lets pass and other profiles leave to the node's firewall";
        }

        if (decision.Reason == ReasonCode.EncapsulatedPacket && !_profile.LetsPodsEncapsulate)
        {
            yield return "Calico's agent decides about encapsulated packets before any policy; the Kubernetes APIs promise nothing of the kind";
        }

        if (!_profile.TiesAreOpen && decision is { Policy: { } policy, Rule: not null, Tier: { } tier, Stage: null } && chain >= 0 && Rivals(decision, chain, tier, part).FirstOrDefault() is { } rival)
        {
            yield return $"{policy.Name} and {rival.Name} have one priority and decide differently: {_profile} goes by name, other implementations may not (profile {EnforcementProfile.Kubernetes})";
        }
    }

    private IEnumerable<string> OfBlock(Decision decision, PeerMatch? peer, Party party)
    {
        if (!_profile.BlocksAreOutside && peer is { Nets: not null, IsByAddress: false, Selector: null } && party.Endpoint != Party.NoEndpoint)
        {
            yield return $"{decision.Policy?.Name} `{decision.Rule?.Path}` matches {snapshot.Model.Endpoints[party.Endpoint]} by its address: {_profile} holds blocks against pods too, other implementations may not (profile {EnforcementProfile.ExternalBlocks})";
        }
    }

    private IEnumerable<string> OfHostNetwork(Decision decision, Party party, Directions direction)
    {
        if (decision.Reason != ReasonCode.HostNetworkEndpoint || party.Endpoint == Party.NoEndpoint)
        {
            yield break;
        }

        Endpoint pod = snapshot.Model.Endpoints[party.Endpoint];
        if (snapshot.Model.Policies.FirstOrDefault(policy => policy.Name.IsAdditive && !policy.IsStaged && policy.Governs.HasFlag(direction) && policy.Subject.Matches(pod.Labels)) is { } selecting)
        {
            yield return $"{selecting.Name} selects {pod}, which is on its node's network: {_profile} leaves it ungoverned, other implementations may not (profile {EnforcementProfile.Kubernetes})";
        }
    }

    /// <summary>Policies of the same priority that would decide otherwise.</summary>
    private IEnumerable<Policy> Rivals(Decision decision, int chain, Tier tier, AnswerPart part)
    {
        PolicyChain walked = snapshot.Graph.Chain(chain);
        (Party source, Party destination, TrafficPoint traffic) = part.Witness;
        if (source.Family != destination.Family || source.AddressClass < 0 || destination.AddressClass < 0)
        {
            return [];
        }

        return walked.Tiers
            .Where(segment => segment.Tier == tier)
            .SelectMany(segment => segment.Policies)
            .Where(policy => !policy.Policy.IsStaged && policy.Policy.Ties(decision.Policy!))
            .Where(policy => policy.Rules(walked.Form).FirstOrDefault(Matches) is { } first && first.Rule.Action != decision.Rule!.Action)
            .Select(policy => policy.Policy);

        bool Matches(CompiledRule rule) => rule.Holds(source.Class, destination.Class, source.Family.AsSet()) != Certainty.No
            && rule.TrafficBetween(source.Class, destination.Class).Contains(traffic);
    }
}
