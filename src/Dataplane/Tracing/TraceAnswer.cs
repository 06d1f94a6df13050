using System.Collections.Immutable;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>The way of a packet and of the answer to it.</summary>
public sealed record TraceAnswer
{
    /// <summary>The question.</summary>
    public required Query Query { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public QueryError? Error { get; private init; }

    /// <summary>What the way does not take into account, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>What of the network was inferred, one sentence each.</summary>
    public ImmutableArray<string> Assumptions { get; private init; } = [];

    /// <summary>The way of the packet; null exactly where there is an error.</summary>
    public PacketTrace? Request { get; private init; }

    /// <summary>The way of the answer; null where the packet was not delivered.</summary>
    public PacketTrace? Reply { get; private init; }

    /// <summary>Follows a packet.</summary>
    /// <param name="query">The packet.</param>
    /// <param name="snapshot">The policies in force.</param>
    /// <param name="view">The network.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static TraceAnswer Of(TraceQuery query, PolicySnapshot snapshot, DatastoreView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(view);
        if (PlannedPacket.Of(query.Flow, snapshot, view, out QueryError? error, cancellationToken) is not { } planned)
        {
            return new TraceAnswer { Query = query.Flow, Error = error };
        }

        FlannelResult<PodNetwork> made = SnapshotNetwork.Of(snapshot, planned.In(view));
        if (made.Value is not { } network)
        {
            return new TraceAnswer { Query = query.Flow, Error = new QueryError("NETWORK_INVALID", $"the network cannot be walked: {made.Error!.Message}") };
        }

        var walk = new PacketWalk(network);
        if (planned.Send(query, walk, network, out error) is not { } sent)
        {
            return new TraceAnswer { Query = query.Flow, Error = error };
        }

        var dataplanes = new UnmodelledDataplanes(snapshot.Model, view);
        PacketTrace request = dataplanes.KnownOf(sent, isAnswer: false);
        return new TraceAnswer
        {
            Query = query.Flow,
            Notes = [.. planned.Notes, .. AssumedTunnels.NotesOn(request, view), .. dataplanes.NotesOn(request)],
            Assumptions = view.Assumptions,
            Request = request,
            Reply = request.IsDelivered ? dataplanes.KnownOf(walk.Reply(request), isAnswer: true) : null,
        };
    }
}
