using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>What a pod, or the pod template of a workload, says that bears on policy.</summary>
internal sealed record PodResource(
    string Namespace,
    string Name,
    LabelSet Labels,
    string ServiceAccount,
    string Node,
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<EndpointPort> Ports,
    bool HostNetwork,
    bool Finished,
    OwnerReference Owner,
    SourceSpan Span)
{
    /// <summary>The annotations that bear on how Calico treats its traffic.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>Whether it asks to send from addresses that are not its own.</summary>
    public bool MaySpoof => Annotations.Any(annotation => annotation.Key == PodAnnotations.SpoofedSources && annotation.Value.Trim() is not ("" or "[]"));
}

/// <summary>The object that created this one; the default where none did.</summary>
internal readonly record struct OwnerReference(string Kind, string Name)
{
    public bool IsNone => string.IsNullOrEmpty(Kind);
}

/// <summary>A workload that creates pods, with what its pods will be.</summary>
internal sealed record WorkloadResource(string Kind, PodResource Template)
{
    /// <summary><c>Kind/name</c>.</summary>
    public string Name { get; } = $"{Kind}/{Template.Name}";
}
