using System.Collections.Immutable;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>A generated cluster, read as Calico does, and the node whose kernel is asked.</summary>
internal sealed record NodeWorld(World World, string Node)
{
    /// <summary>The cluster of a seed; null where no node of it has a pod or a host endpoint.</summary>
    public static NodeWorld? Build(int seed)
    {
        World world = Readable(WorldBuilder.Build(seed));
        string? node = world.Pods.Where(HasInterface).Select(pod => pod.Node ?? "").Concat(world.HostEndpoints.Select(host => host.Node))
            .Where(name => name.Length > 0)
            .CountBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .FirstOrDefault();
        bool hasPods = world.Pods.Any(HasInterface);
        return node is null && !hasPods ? null : new NodeWorld(Told(world, node ?? "node0"), node ?? "node0");
    }

    public override string ToString() => $"node: {Node}\n{World}";

    private static bool HasInterface(PodObject pod) => pod is { HostNetwork: false, Addresses.IsEmpty: false };

    private static World Told(World world, string node) => world with
    {
        Pods = [.. world.Pods.Select(pod => Placed(pod, node))],
    };

    /// <summary>Where a pod runs that does not say is no question here.</summary>
    private static PodObject Placed(PodObject pod, string node) => pod.Node is null ? pod with { Node = pod.Profiles is null ? node : "n1" } : pod;

    /// <summary>The kernel sees no HTTP, and no kernel is programmed by the texts of Kubernetes.</summary>
    private static World Readable(World world) => world with
    {
        Enforcement = Enforcement.Calico,
        CalicoPolicies = [.. world.CalicoPolicies.Select(policy => policy with { Ingress = WithoutHttp(policy.Ingress), Egress = WithoutHttp(policy.Egress) })],
        Profiles = [.. world.Profiles.Select(profile => profile with { Ingress = WithoutHttp(profile.Ingress)!.Value, Egress = WithoutHttp(profile.Egress)!.Value })],
    };

    private static ImmutableArray<CalicoRule>? WithoutHttp(ImmutableArray<CalicoRule>? rules) =>
        rules is { } some ? [.. some.Select(rule => rule with { Http = null })] : null;
}
