using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>What Flannel reads of a Kubernetes node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PodCidrs">The subnets it was given: one, or one of each family.</param>
/// <param name="Annotations">Its annotations.</param>
public sealed record KubeNode(string Name, ImmutableArray<IpPrefix> PodCidrs, ImmutableSortedDictionary<string, string> Annotations)
{
    /// <summary>The value of one of Flannel's annotations; null where it is not set.</summary>
    internal string? this[string annotation] => Annotations.GetValueOrDefault(annotation);

    internal IpPrefix? PodCidr(IpFamily family) =>
        PodCidrs.Where(cidr => cidr.Family == family).Select(cidr => (IpPrefix?)cidr).FirstOrDefault();

    internal KubeNode With(string annotation, string value) => this with { Annotations = Annotations.SetItem(annotation, value) };
}
