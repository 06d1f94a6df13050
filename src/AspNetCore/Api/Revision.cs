using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>A published snapshot, with what is worked out once for all who ask about it.</summary>
internal sealed class Revision
{
    private readonly Lazy<DatastoreView> _network;
    private readonly Lazy<ImmutableArray<string>> _names;

    /// <param name="published">The snapshot.</param>
    public Revision(PublishedSnapshot published)
    {
        Published = published;
        EntityTag = EntityTags.Of(published);
        _network = new Lazy<DatastoreView>(() => DatastoreView.Of(Loaded));
        _names = new Lazy<ImmutableArray<string>>(() => PartyNames.Of(Snapshot.Model));
    }

    public PublishedSnapshot Published { get; }

    public PolicySnapshot Snapshot => Published.Snapshot;

    public string Id => Published.RevisionId;

    /// <summary>Whether anything has been read yet.</summary>
    public bool IsAny => Id.Length > 0;

    public string EntityTag { get; }

    /// <summary>The network that the documents show.</summary>
    public DatastoreView Network => _network.Value;

    /// <summary>What can be asked about, by name.</summary>
    public ImmutableArray<string> Names => _names.Value;

    /// <summary>The lines of a file; null where its text was not kept.</summary>
    public IReadOnlyList<string>? LinesOf(string file) => Loaded.LinesOf(file);

    private LoadResult Loaded => Snapshot.With([]) with { Diagnostics = Published.Diagnostics };

    /// <summary>This revision, but for a snapshot that has documents laid over it.</summary>
    public Revision Of(LoadResult over) => new(Published with { Snapshot = over.Snapshot, Diagnostics = over.Diagnostics });

    /// <summary>The snapshot with documents laid over it, and all there is to say about either.</summary>
    public LoadResult With(Overlay overlay, CancellationToken cancellation)
    {
        LoadResult over = Snapshot.With(overlay.Documents, overlay.Without, cancellation);
        return over with { Diagnostics = [.. Published.Diagnostics, .. over.Diagnostics.Except(Published.Diagnostics)] };
    }
}
