using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Queries;
using PolicyEngine.Testing.Generation;

namespace PolicyEngine.Testing;

/// <summary>
/// Values for property tests of one's own policies, to be used with <c>Prop.ForAll</c>: what others may add to a cluster, and who may
/// ask for what in it. They speak of the labels, ports, blocks and names of the cluster. A failing value is shrunk by leaving out
/// objects, rules and conditions.
/// </summary>
public static class Arbitraries
{
    /// <summary>Whole small clusters: namespaces, pods, and policies of Kubernetes and Calico.</summary>
    public static Arbitrary<Manifests> Clusters() => Shrinking(new ClusterGenerator(Vocabulary.Small).Cluster());

    /// <summary>One to three Kubernetes NetworkPolicies that somebody may add to a namespace.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    public static Arbitrary<Manifests> NetworkPolicies(PolicySnapshot snapshot, string @namespace) =>
        Shrinking(GeneratorFor(snapshot).NetworkPolicies(@namespace));

    /// <summary>One to three Calico NetworkPolicies of the default tier that somebody may add to a namespace.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    public static Arbitrary<Manifests> CalicoPolicies(PolicySnapshot snapshot, string @namespace) =>
        Shrinking(GeneratorFor(snapshot).CalicoPolicies(@namespace));

    /// <summary>One or two pods that somebody may add to a namespace, each with an address of its own.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    public static Arbitrary<Manifests> Pods(PolicySnapshot snapshot, string @namespace) => Shrinking(GeneratorFor(snapshot).Pods(@namespace));

    /// <summary>Single connections between endpoints of a cluster, and from and to addresses that its policies name.</summary>
    /// <param name="snapshot">The cluster.</param>
    public static Arbitrary<Flow> Flows(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new Connections(snapshot).Flows();
    }

    /// <summary>The same as questions by name, which may be asked of other snapshots too.</summary>
    /// <param name="snapshot">The cluster.</param>
    public static Arbitrary<Query> Queries(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new Connections(snapshot).Queries();
    }

    private static ClusterGenerator GeneratorFor(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new ClusterGenerator(Vocabulary.Of(snapshot));
    }

    private static Arbitrary<Manifests> Shrinking(Gen<Manifests> values) => Arb.From(values, value => value.Smaller);
}
