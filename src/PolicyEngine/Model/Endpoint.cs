using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>Something that sends and receives traffic.</summary>
public sealed record Endpoint
{
    /// <summary>What it is.</summary>
    public required EndpointKind Kind { get; init; }

    /// <summary>The namespace it lives in.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name in the namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The kind and name of the workload it belongs to, such as <c>Deployment/web</c>; empty where it has none.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The service account it runs as; empty where none is known.</summary>
    public string ServiceAccount { get; init; } = "";

    /// <summary>The node it runs on; empty where it is not known.</summary>
    public string Node { get; init; } = "";

    /// <summary>
    /// The interface by which its node reaches it, where the input names it. Of a host endpoint: its interface, <c>*</c> for all that have no host endpoint of their own, empty where its addresses
    /// tell.
    /// </summary>
    public string InterfaceName { get; init; } = "";

    /// <summary>Its own labels and those its namespace, service account and profiles lend it, as selectors see them.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>The profiles that decide when no policy does, in order.</summary>
    public ImmutableArray<Profile> Profiles { get; init; } = [];

    /// <summary>Its addresses; empty where the input does not say.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];

    /// <summary>
    /// The annotations by which Calico is told of its limits (<c>qos.projectcalico.org/…</c>), of floating addresses and of
    /// addresses that it may send from though they are not its own.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>The ports it declares by name.</summary>
    public ImmutableArray<EndpointPort> Ports { get; init; } = [];

    /// <summary>Where it is written.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether policies that select pods govern it.</summary>
    public bool IsGoverned => Kind is EndpointKind.Pod or EndpointKind.Workload;

    /// <summary>Whether it holds its addresses in the eyes of rules: selectors match them by what it is.</summary>
    internal bool LendsLabels => IsGoverned || Kind == EndpointKind.HostEndpoint;

    /// <summary>Whether Calico takes it for missing: no policy governs it, no selector finds it, and its profile drops everything.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether it stands for pods of its workload that are not given.</summary>
    internal bool IsStandIn { get; init; }

    /// <summary>Whether all about it is the same as of another.</summary>
    internal bool HasContentsOf(Endpoint other) =>
        this with { Addresses = [], Ports = [], Annotations = [], Profiles = [] } == other with { Addresses = [], Ports = [], Annotations = [], Profiles = [] }
        && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
        && Ports.AsSpan().SequenceEqual(other.Ports.AsSpan())
        && Annotations.AsSpan().SequenceEqual(other.Annotations.AsSpan())
        && Profiles.AsSpan().SequenceEqual(other.Profiles.AsSpan());

    /// <summary>Its first address of a family; null where it has none.</summary>
    internal IpAddress? AddressIn(IpFamily family) => Addresses.FirstIn(family);

    /// <summary><c>namespace/name</c>; a workload that stands for its pods as <c>kind/namespace/name</c>, a host endpoint as <c>hep/name</c>.</summary>
    public override string ToString() => Kind switch
    {
        EndpointKind.Workload => $"{Workload[..Workload.IndexOf('/', StringComparison.Ordinal)]}/{Namespace}/{Name}",
        EndpointKind.HostEndpoint => $"hep/{Name}",
        _ => $"{Namespace}/{Name}",
    };
}
