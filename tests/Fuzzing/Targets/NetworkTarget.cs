using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Dataplane.Tracing;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace Fuzzing.Tests;

/// <summary>
/// Dumps of what networks are configured with: Calico's resources, flannel's annotations and ConfigMaps. Whatever they hold, the network is examined and
/// packets are followed through it.
/// </summary>
internal sealed class NetworkTarget : FuzzTarget
{
    private const string Stranger = "203.0.113.7";
    private const int MostOfAKind = 2;

    private readonly PolicyLoader _loader = new(LoadOptions.Default with { KeepsDocuments = true });

    public override string Name => "network";

    public override void Read(FuzzInput input)
    {
        LoadResult loaded = _loader.LoadText(input.Text);
        var view = DatastoreView.Of(loaded);
        _ = DatastoreWriter.Write(view.Cluster, view.Ipam);
        _ = NetworkDoctor.Examine(loaded.Snapshot, view);
        string[] pods = [.. loaded.Snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod).Take(MostOfAKind).Select(pod => $"pod/{pod}")];
        string[] services = [.. loaded.Snapshot.Model.Services.Take(MostOfAKind).SelectMany(service => new[] { $"svc/{service.Namespace}/{service.Name}", $"nodeport/{service.Namespace}/{service.Name}" })];
        string[] nodes = [.. loaded.Snapshot.Model.Nodes.Take(MostOfAKind).Select(node => $"node/{node.Name}")];
        foreach (string from in pods.Concat(nodes.Take(1)).Append(Stranger))
        {
            foreach (string to in pods.Concat(services).Concat(nodes.Take(1)).Append(Stranger))
            {
                _ = TraceAnswer.Of(new TraceQuery(new Query { From = from, To = to, Port = services.Contains(to, StringComparer.Ordinal) ? null : "80" }), loaded.Snapshot, view);
            }
        }
    }
}
