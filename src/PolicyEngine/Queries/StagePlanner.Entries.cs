using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Flows through the port of a node. The node they enter at translates them: stages before that see its address and port,
/// those behind it the backend. A source on that node is translated there before its own egress is judged; any other source
/// has left its own node by then. Between nodes they show the address of the node they entered at, unless it is kept.
/// </summary>
internal sealed partial class StagePlanner
{
    /// <summary>
    /// What the backend takes for the source in place of the real one: none where it sees that, several where it depends on
    /// what the input does not give.
    /// </summary>
    public ImmutableArray<Party> SourcesInstead(in Party destination) =>
        destination.Via is not { } entry || KeepsSource(entry) || IsAt(PlaceOf(destination), entry.Node) == Certainty.Yes
            ? []
            : AddressesBetween(entry, destination);

    /// <summary>The source's half, towards the port of a node.</summary>
    private T ToEntry<T>(in Party self, in Party peer, EntryPoint entry, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        Place own = PlaceOf(self);
        if (own.Kind == PlaceKind.Outside)
        {
            return stages.Fixed(FixedTables.External);
        }

        Party backend = peer with { Via = null };
        Certainty isThere = IsAt(own, entry.Node);
        T? here = isThere == Certainty.No ? null
            : own.Kind == PlaceKind.Host ? FromHost(self, backend, own, PlaceOf(backend), stages)
            : FromPod(self, backend, own, PlaceOf(backend), isOrdinary, stages, entry);
        T? elsewhere = isThere == Certainty.Yes ? null
            : Plan(self, parties.At(entry.Address), Directions.Egress, isOrdinary, stages.AtPort(entry.Port.Protocol, entry.Port.NodePort));
        return EitherNode(here, elsewhere, stages);
    }

    /// <summary>The backend's half, with all that happens at the node where the flow enters.</summary>
    private T FromEntry<T>(in Party self, in Party peer, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Party backend = self with { Via = null };
        Place from = PlaceOf(peer);
        Certainty isThere = IsAt(from, entry.Node);
        T? here = isThere == Certainty.No ? null : FromTheEntryItself(backend, peer, entry, stages);
        T? elsewhere = isThere == Certainty.Yes ? null : FromAnywhereElse(backend, peer, from, entry, stages);
        return EitherNode(here, elsewhere, stages);
    }

    private T FromTheEntryItself<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Certainty isLocal = IsAt(PlaceOf(backend), entry.Node);
        T? local = isLocal == Certainty.No ? null : Plan(backend, source, Directions.Ingress, isOrdinary: false, stages);
        T? remote = isLocal == Certainty.Yes ? null : AtBackend(backend, source, entry, stages);
        return EitherNode(local, remote, stages);
    }

    private T FromAnywhereElse<T>(in Party backend, in Party source, Place from, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Certainty translated = from.Kind == PlaceKind.Pod ? IsTranslated(source, parties.At(entry.Address), from) : Certainty.No;
        T? seen = translated == Certainty.Yes ? null : Entered(backend, source, entry, stages);
        if (translated == Certainty.No)
        {
            return seen!;
        }

        T node = AddressOf(from.Node, source.Family) is { } address ? Entered(backend, parties.At(address), entry, stages) : stages.Fixed(FixedTables.NodeUnknown);
        return seen is null ? node : stages.Combine(Combination.EitherPool, seen, node);
    }

    /// <summary>From the node where the flow enters to the backend.</summary>
    private T Entered<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Place place = PlaceOf(backend);
        Certainty isLocal = IsAt(place, entry.Node);
        T? local = isLocal == Certainty.No ? null : EnteredAtBackend(backend, source, place, entry, stages);
        T? remote = isLocal == Certainty.Yes ? null
            : entry.IsLocalOnly ? Behind(Entering(entry, null, backend, source, stages), stages.Fixed(FixedTables.NoLocalBackend), stages)
            : EnteredElsewhere(backend, source, place, entry, stages);
        return EitherNode(local, remote, stages);
    }

    private T EnteredAtBackend<T>(in Party backend, in Party source, Place place, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        if (place.Kind == PlaceKind.Host)
        {
            return Entering(entry, PolicyFamily.Normal, backend, source, stages) ?? stages.Fixed(OpenHost(backend));
        }

        if (IsExempt(backend, place))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T chain = stages.Chain(backend.IngressChain, backend, source);
        return Also(Behind(Entering(entry, PolicyFamily.Forward, backend, source, stages), chain, stages), Exiting(entry.Node, backend, source, stages), stages);
    }

    private T EnteredElsewhere<T>(in Party backend, in Party source, Place place, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        T onward = Behind(Leaving(entry.Node, source, backend, place, stages), AtBackend(backend, source, entry, stages), stages);
        return Behind(Entering(entry, PolicyFamily.Forward, backend, source, stages), onward, stages);
    }

    /// <summary>What the node of the backend decides about a flow that another node has sent on.</summary>
    private T AtBackend<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        if (KeepsSource(entry))
        {
            return Plan(backend, source, Directions.Ingress, isOrdinary: false, stages);
        }

        T? all = null;
        foreach (Party shown in AddressesBetween(entry, backend))
        {
            T one = Plan(backend, shown, Directions.Ingress, isOrdinary: false, stages);
            all = all is null ? one : stages.Combine(Combination.EitherPool, all, one);
        }

        return all!;
    }

    /// <summary>
    /// The stages of the interface that the flow enters by, those that see the node's own port first; then those of a family
    /// that sees the backend.
    /// </summary>
    private T? Entering<T>(EntryPoint entry, PolicyFamily? behind, in Party backend, in Party source, IStages<T> stages)
        where T : class =>
        interfaces.IsEmpty ? null : Entering(interfaces.Of(entry.Node).GovernorAt(entry.Address), entry, behind, backend, source, stages);

    private T? Entering<T>(Governor governor, EntryPoint entry, PolicyFamily? behind, in Party backend, in Party source, IStages<T> stages)
        where T : class
    {
        if (governor.IsUnclear)
        {
            return Unclear(governor, stages);
        }

        Party node = parties.At(entry.Address);
        IStages<T> before = stages.AtPort(entry.Port.Protocol, entry.Port.NodePort);
        T? untracked = InTurn(governor.Stages, [PolicyFamily.Untracked], Directions.Ingress, node, source, before);
        T? preDnat = InTurn(governor.Stages, [PolicyFamily.PreDnat], Directions.Ingress, node, source, before);
        T? rest = behind is { } family ? InTurn(governor.Stages, [family], Directions.Ingress, backend, source, stages) : null;
        T? tracked = preDnat is null || rest is null ? preDnat ?? rest : stages.Combine(Combination.OrElse, preDnat, rest);
        return untracked is null ? tracked : stages.Combine(Combination.UnlessUntracked, untracked, tracked ?? stages.Fixed(FixedTables.NoVerdict));
    }

    /// <summary>What a node shows where it sends a flow on to another: its own address, or that of its tunnel.</summary>
    private ImmutableArray<Party> AddressesBetween(EntryPoint entry, in Party backend)
    {
        Party own = parties.At(AddressOf(entry.Node, backend.Family) ?? entry.Address);
        Certainty encapsulated = PlaceOf(backend).Kind == PlaceKind.Pod ? IsEncapsulated(backend) : Certainty.No;
        if (encapsulated == Certainty.No || TunnelOf(entry.Node, backend.Family) is not { } tunnel)
        {
            return [own];
        }

        return encapsulated == Certainty.Yes ? [parties.At(tunnel)] : [own, parties.At(tunnel)];
    }

    private IpAddress? TunnelOf(string node, IpFamily family)
    {
        foreach (IpAddress address in model.Nodes.FirstOrDefault(candidate => candidate.Name == node)?.TunnelAddresses ?? [])
        {
            if (address.Family == family)
            {
                return address;
            }
        }

        return null;
    }

    private bool KeepsSource(EntryPoint entry) => entry.IsLocalOnly || model.Profile.KeepsSourcesAtNodePorts;

    private static T EitherNode<T>(T? one, T? other, IStages<T> stages)
        where T : class =>
        one is null || other is null || ReferenceEquals(one, other) ? (one ?? other)! : stages.Combine(Combination.EitherNode, one, other);

    private static Certainty IsAt(Place place, string node) =>
        place.Kind == PlaceKind.Outside ? Certainty.No
        : place.Node.Length == 0 ? Certainty.Maybe
        : place.Node == node ? Certainty.Yes
        : Certainty.No;
}
