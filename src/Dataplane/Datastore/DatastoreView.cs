using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>The network of a cluster as a dump of its datastore shows it, and as far as the dump is silent, as it is inferred.</summary>
public sealed record DatastoreView
{
    /// <summary>What the dump says, and no more.</summary>
    public required ClusterNetwork Told { get; init; }

    /// <summary>The network: what the dump says, and what is inferred where it is silent.</summary>
    public required ClusterNetwork Cluster { get; init; }

    /// <summary>The settings of Calico's agents.</summary>
    public required CalicoSettings Settings { get; init; }

    /// <summary>What it says about the assignment of addresses.</summary>
    public StoredIpam Ipam { get; init; } = StoredIpam.Empty;

    /// <summary>Flannel's configuration; null where Flannel is not there, or its configuration cannot be read.</summary>
    public FlannelConfig? Flannel { get; init; }

    /// <summary>By what nodes give their own address to what pods send, where Flannel is there.</summary>
    public MasqueradeVariant FlannelMasquerade { get; init; }

    /// <summary>How Terway is set up; null where it does not connect the pods.</summary>
    public TerwaySettings? Terway { get; init; }

    /// <summary>Who connects the pods.</summary>
    public NetworkProvider Provider { get; init; }

    /// <summary>Whether every node's pods have their addresses from a subnet of the node's own.</summary>
    internal bool NodesHaveSubnets => Provider is NetworkProvider.Flannel or NetworkProvider.Canal || Terway?.Datapath == TerwayDatapath.VpcRoute;

    /// <summary>What of it was inferred, one sentence for each inference.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>What there is to say about the resources of the network, in the order they were read.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Where objects are written, by <c>Kind/name</c> or <c>Kind/namespace/name</c>.</summary>
    internal IReadOnlyDictionary<string, SourceSpan> Places { get; init; } = ImmutableDictionary<string, SourceSpan>.Empty;

    /// <summary>
    /// The view of an input. All is inferred from the policies' own model where its documents were not kept
    /// (<see cref="LoadOptions.KeepsDocuments"/>).
    /// </summary>
    public static DatastoreView Of(LoadResult loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return DatastoreViewing.View(loaded.Snapshot.Model, loaded.Documents, loaded.Diagnostics);
    }

    /// <summary>The view of a cluster of which the policies' own model is known alone.</summary>
    public static DatastoreView Of(PolicyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return DatastoreViewing.View(model, [], []);
    }
}
