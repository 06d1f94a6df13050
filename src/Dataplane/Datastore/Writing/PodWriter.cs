using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes pods as Calico's WorkloadEndpoints.</summary>
internal static class PodWriter
{
    private const string Orchestrator = "k8s";
    private const string Interface = "eth0";

    public static void Write(YamlText yaml, ClusterPod pod) => yaml
        .Document("projectcalico.org/v3", "WorkloadEndpoint", metadata => metadata
            .Field("name", WorkloadEndpointName.Of(pod.Node, Orchestrator, pod.Name, Interface))
            .Field("namespace", pod.Namespace))
        .Object("spec", spec => spec
            .Field("orchestrator", Orchestrator)
            .Field("node", pod.Node)
            .Field("pod", pod.Name)
            .Field("endpoint", Interface)
            .Field("interfaceName", pod.InterfaceName)
            .Values("ipNetworks", pod.Addresses, address => YamlText.Scalar(IpPrefix.Of(address).ToString())));
}
