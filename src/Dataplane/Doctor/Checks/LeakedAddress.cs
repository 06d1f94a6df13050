using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Addresses held for pods that do not have them: the pod is gone, is elsewhere, has ended, or has others. A tunnel's goes with its node.</summary>
internal sealed class LeakedAddress() : NetworkCheck(
    "PE6513", Severity.Warning, "leaked address", "compare with `calicoctl ipam check`, then release it with `calicoctl ipam release`")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        PolicyModel model = cluster.Snapshot.Model;
        Dictionary<string, Endpoint> pods = model.Endpoints
            .Where(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.FinishedPod)
            .DistinctBy(pod => (pod.Namespace, pod.Name))
            .ToDictionary(pod => $"{pod.Namespace}/{pod.Name}", StringComparer.Ordinal);
        HashSet<string> nodes = [.. model.Nodes.Select(node => node.Name)];
        return from block in cluster.View.Ipam.Blocks
               from held in block.InUse
               let why = held.Value.Attributes switch
               {
                   { Pod: { } pod, Namespace: var ns } when pods.Count > 0 => WhyOfPod(held.Key, held.Value, $"{ns}/{pod}", pods.GetValueOrDefault($"{ns}/{pod}")),
                   { Tunnel: not null, Node: { } node } when nodes.Count > 0 && !nodes.Contains(node) => $"the tunnel of node `{node}`, which does not exist",
                   _ => null,
               }
               where why is not null
               select new Complaint(DatastoreNames.OfBlock(block.Cidr), $"{held.Key} is held for {why}");
    }

    private static string? WhyOfPod(IpAddress address, StoredAllocation held, string name, Endpoint? pod) =>
        pod is null ? $"pod `{name}`, which does not exist"
        : pod.Kind == EndpointKind.FinishedPod ? $"pod `{name}`, which has ended"
        : held.Attributes.Node is { } node && pod.Node.Length > 0 && pod.Node != node ? $"pod `{name}` on node `{node}`, which runs on `{pod.Node}`"
        : !pod.Addresses.IsEmpty && !pod.Addresses.Contains(address) ? $"pod `{name}`, which has {string.Join(", ", pod.Addresses)}"
        : null;
}
