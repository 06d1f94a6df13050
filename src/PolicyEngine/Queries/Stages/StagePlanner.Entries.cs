using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>
/// Flows through the port of a node. The node they enter at translates them: stages before that see its address and port,
/// those behind it the backend. A source on that node is translated there before its own egress is judged; any other source
/// has left its own node by then. Between nodes they show the address of the node they entered at, unless it is kept.
/// </summary>
internal sealed partial class StagePlanner
{
    /// <summary>
    /// What the destination takes for the source: several where it depends on what the input does not give.
    /// </summary>
    public ImmutableArray<Party> SourcesSeen(in Party source, in Party destination)
    {
        Place from = parties.PlaceOf(source);
        Place to = parties.PlaceOf(destination);
        if (destination.Via is { } entry)
        {
            Party own = OwnAddress(entry, destination.Family);
            return KeepsSource(entry) || to.IsOn(entry.Node) == Certainty.Yes ? [source] : ToldByHost(own, parties.PlaceOf(own), destination, to);
        }

        bool isTranslated = from.Kind == PlaceKind.Pod && to.Kind == PlaceKind.Outside && !IsExempt(source, from)
            && _pools.IsTranslated(source, destination.Address) == Certainty.Yes;
        return isTranslated && NodeOf(source, from) is { } node ? [node]
            : from.IsOn(to.Node) == Certainty.Yes ? [source]
            : ToldByHost(source, from, destination, to);
    }

    /// <summary>As far as the input tells it: what a node may show otherwise is nothing to name.</summary>
    private ImmutableArray<Party> ToldByHost(in Party host, Place from, in Party pod, Place to) =>
        ShownByHost(host, from, pod, to) is { How: not Combination.EitherTunnel, Parties: var shown } ? shown : [host];

    /// <summary>The source's half, towards the port of a node.</summary>
    private T ToEntry<T>(in Party self, in Party peer, EntryPoint entry, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        Place own = parties.PlaceOf(self);
        if (own.Kind == PlaceKind.Outside)
        {
            return stages.Fixed(FixedTables.External);
        }

        Party backend = peer with { Via = null };
        Certainty isThere = own.IsOn(entry.Node);
        T? here = isThere == Certainty.No ? null
            : own.Kind == PlaceKind.Host ? FromHost(self, backend, own, parties.PlaceOf(backend), stages)
            : FromPod(self, backend, own, parties.PlaceOf(backend), isOrdinary, stages, entry);
        T? elsewhere = isThere == Certainty.Yes && !model.Profile.LeavesUndefinedOpen ? null
            : Plan(self, parties.At(entry.Address), Directions.Egress, isOrdinary, stages.AtPort(entry.Port.Protocol, entry.Port.NodePort));
        return isThere == Certainty.Yes ? stages.Either(Combination.EitherTranslation, elsewhere, here) : stages.Either(Combination.EitherNode, here, elsewhere);
    }

    /// <summary>The backend's half, with all that happens at the node where the flow enters.</summary>
    private T FromEntry<T>(in Party self, in Party peer, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Party backend = self with { Via = null };
        Place from = parties.PlaceOf(peer);
        Certainty isThere = from.IsOn(entry.Node);
        T? here = isThere == Certainty.No ? null : FromTheEntryItself(backend, peer, entry, stages);
        T? elsewhere = isThere == Certainty.Yes ? null : FromAnywhereElse(backend, peer, from, entry, stages);
        return stages.Either(Combination.EitherNode, here, elsewhere);
    }

    private T FromTheEntryItself<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Certainty isLocal = parties.PlaceOf(backend).IsOn(entry.Node);
        T? local = isLocal == Certainty.No ? null : OrFromTheNode(Plan(backend, source, Directions.Ingress, isOrdinary: false, stages), entry, stages);
        T? remote = isLocal == Certainty.Yes ? null : AtBackend(backend, source, entry, stages);
        return stages.Either(Combination.EitherNode, local, remote);
    }

    private T FromAnywhereElse<T>(in Party backend, in Party source, Place from, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        T? all = null;
        foreach (Party? shown in ShownToHost(source, from, parties.At(entry.Address)))
        {
            T one = shown is { } seen ? Entered(backend, seen, entry, stages) : stages.Fixed(FixedTables.NodeUnknown);
            all = stages.Either(Combination.EitherPool, all, one);
        }

        return all!;
    }

    /// <summary>A node may put in its own address for its own backends too, which it always reaches; the commonest implementations do not.</summary>
    private T OrFromTheNode<T>(T half, EntryPoint entry, IStages<T> stages)
        where T : class =>
        model.Profile.LeavesUndefinedOpen && !entry.IsLocalOnly ? stages.Either(Combination.EitherTranslation, stages.Fixed(FixedTables.LocalHost), half) : half;

    /// <summary>From the node where the flow enters to the backend.</summary>
    private T Entered<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        Place place = parties.PlaceOf(backend);
        Certainty isLocal = place.IsOn(entry.Node);
        T? local = isLocal == Certainty.No ? null : EnteredAtBackend(backend, source, place, entry, stages);
        T? remote = isLocal == Certainty.Yes ? null
            : entry.IsLocalOnly ? stages.Behind(Entering(entry, null, backend, source, stages), stages.Fixed(FixedTables.NoLocalBackend))
            : EnteredElsewhere(backend, source, place, entry, stages);
        return stages.Either(Combination.EitherNode, local, remote);
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

        T chain = OrFromTheNode(stages.Chain(backend.IngressChain, backend, source), entry, stages);
        return stages.Also(stages.Behind(Entering(entry, PolicyFamily.Forward, backend, source, stages), chain), Exiting(entry.Node, backend, source, stages));
    }

    private T EnteredElsewhere<T>(in Party backend, in Party source, Place place, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        T onward = stages.Behind(Leaving(entry.Node, source, backend, place, stages), AtBackend(backend, source, entry, stages));
        return stages.Behind(Entering(entry, PolicyFamily.Forward, backend, source, stages), onward);
    }

    /// <summary>What the node of the backend decides about a flow that another node has sent on.</summary>
    private T AtBackend<T>(in Party backend, in Party source, EntryPoint entry, IStages<T> stages)
        where T : class
    {
        if (KeepsSource(entry))
        {
            return Plan(backend, source, Directions.Ingress, isOrdinary: false, stages);
        }

        T shown = Plan(backend, OwnAddress(entry, backend.Family), Directions.Ingress, isOrdinary: false, stages);
        return model.Profile.LeavesUndefinedOpen
            ? stages.Either(Combination.EitherTranslation, Plan(backend, source, Directions.Ingress, isOrdinary: false, stages), shown)
            : shown;
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
        if (governor.Doubt is { } doubt)
        {
            return stages.Fixed(doubt);
        }

        Party node = parties.At(entry.Address);
        IStages<T> before = stages.AtPort(entry.Port.Protocol, entry.Port.NodePort);
        T? untracked = InTurn(governor, [PolicyFamily.Untracked], Directions.Ingress, node, source, before);
        T? preDnat = InTurn(governor, [PolicyFamily.PreDnat], Directions.Ingress, node, source, before);
        T? rest = behind is { } family ? InTurn(governor, [family], Directions.Ingress, backend, source, stages) : null;
        T? tracked = rest is null ? preDnat : stages.OrElse(preDnat, rest);
        return untracked is null ? tracked : stages.Combine(Combination.UnlessUntracked, untracked, tracked ?? stages.Fixed(FixedTables.NoVerdict));
    }

    /// <summary>What a node puts in the place of the source where it sends a flow on to another.</summary>
    private Party OwnAddress(EntryPoint entry, IpFamily family) => parties.At(nodes.Find(entry.Node)?.AddressIn(family) ?? entry.Address);

    private bool KeepsSource(EntryPoint entry) => entry.IsLocalOnly || model.Profile.KeepsSourcesAtNodePorts;
}
