using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>
/// The classes of the parties on both sides of a question: what a verdict depends on, of one side, depends on who may be on the
/// other.
/// </summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="from">The sources.</param>
/// <param name="to">The destinations.</param>
/// <param name="inBothFamilies">Whether parties may adapt to the other's family.</param>
/// <param name="byPorts">Whether the names of destinations' ports matter.</param>
internal sealed class PairClassing(PolicySnapshot snapshot, PartyGroup from, PartyGroup to, bool inBothFamilies, bool byPorts)
{
    private readonly bool _isByNode = to.IsNodePort || to.KeepsToNode;
    private readonly bool _anyHostSource = AnyHost(snapshot, from);
    private readonly bool _anyHostDestination = AnyHost(snapshot, to);

    /// <summary>The class of a source. Its node matters to hosts, to the ports that nodes open and to services that keep traffic on it.</summary>
    public PartyClass OfSource(Party source) => snapshot.Halves.ClassOf(
        source,
        inBothFamilies,
        _isByNode || _anyHostDestination ? snapshot.Parties.PlaceOf(source).Node : snapshot.Parties.NodeOf(source),
        to.IsNodePort);

    /// <summary>The class of a destination, as <see cref="OfSource"/>.</summary>
    public PartyClass OfDestination(Party destination)
    {
        Endpoint? endpoint = destination.KnownEndpoint;
        return snapshot.Halves.ClassOf(
            destination,
            inBothFamilies,
            _isByNode || _anyHostSource ? endpoint?.Node : null,
            to.IsNodePort,
            byPorts && endpoint is not null ? endpoint.Ports : []);
    }

    private static bool AnyHost(PolicySnapshot snapshot, PartyGroup group) => group.Members.Any(member => snapshot.Parties.NodeOf(member) is not null);
}
