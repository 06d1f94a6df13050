using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;

namespace Fuzzing.Tests;

/// <summary>Dumps of what networks are configured with: Calico's resources, flannel's annotations and ConfigMaps.</summary>
internal sealed class NetworkTarget : FuzzTarget
{
    private readonly PolicyLoader _loader = new(LoadOptions.Default with { KeepsDocuments = true });

    public override string Name => "network";

    public override void Read(FuzzInput input)
    {
        var view = DatastoreView.Of(_loader.LoadText(input.Text));
        _ = DatastoreWriter.Write(view.Cluster, view.Ipam);
    }
}
