namespace PolicyEngine.Tests.Specification;

/// <summary>A node reaches the pods that it runs, whatever policies say; where a pod runs may be open.</summary>
// Kubernetes: special endpoints. Calico: from the host to its own pods.
public static class NodeTraffic
{
    public static bool IsLocal(World world, OpenQuestions questions, End source, PodObject pod) =>
        world.Nodes.FirstOrDefault(node => node.Addresses.Any(address => Address.Parse(address) == source.Address)) is { } node
        && (pod.Node is null ? questions.Ask() : pod.Node == node.Name);
}
