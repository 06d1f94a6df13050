using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>What policies select: the labels they see and the profiles that decide after them.</summary>
public sealed record Subject(Labels Labels, ImmutableArray<string> Profiles)
{
    public static Subject Of(World world, PodObject pod) => new(EffectiveLabels.OfPod(world, pod), pod.Profiles ?? [$"kns.{pod.Namespace}"])
    {
        SeesHttp = world.Enforcement == Enforcement.ApplicationLayer,
    };

    public static Subject Of(World world, HostEndpointObject host) => new(EffectiveLabels.OfHostEndpoint(world, host), host.Profiles);

    /// <summary>The namespace that its label tells; a host endpoint may carry the label too.</summary>
    public string? Namespace => Labels.GetValueOrDefault(EffectiveLabels.Namespace);

    /// <summary>Whether a proxy before it looks at HTTP requests. A host endpoint never has one.</summary>
    public bool SeesHttp { get; private init; }

    public bool IsOfKubernetes => Labels.GetValueOrDefault(EffectiveLabels.Orchestrator) == "k8s";
}
