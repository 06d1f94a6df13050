using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing.Generation;

/// <summary>Small whole clusters, and objects for a namespace of a cluster that there is.</summary>
internal sealed class ClusterGenerator(Vocabulary words)
{
    private readonly PodGenerator _pods = new(words);
    private readonly NetworkPolicyGenerator _kubernetes = new(words);
    private readonly CalicoPolicyGenerator _calico = new(words);

    /// <summary>All namespaces, some pods, and policies of both kinds.</summary>
    public Gen<Manifests> Cluster() =>
        from namespaces in OneByOne(words.Namespaces.Length, Namespace)
        from pods in Several(2, words.FreeNames.Length, SomewhereOf(_pods.Pod))
        from kubernetes in Several(0, 3, SomewhereOf((space, number) => _kubernetes.Policy(space, words.FreeNames[number])))
        from calico in Several(0, 2, SomewhereOf((space, number) => _calico.Policy(space, words.FreeNames[number])))
        select new Manifests([.. namespaces, .. pods, .. kubernetes, .. calico]);

    public Gen<Manifests> Pods(string @namespace) =>
        Several(1, 2, number => _pods.Pod(@namespace, number)).Select(pods => new Manifests(pods));

    public Gen<Manifests> NetworkPolicies(string @namespace) =>
        Several(1, 3, number => _kubernetes.Policy(@namespace, words.FreeNames[number])).Select(policies => new Manifests(policies));

    public Gen<Manifests> CalicoPolicies(string @namespace) =>
        Several(1, 3, number => _calico.Policy(@namespace, words.FreeNames[number])).Select(policies => new Manifests(policies));

    private Gen<Manifest> Namespace(int number) =>
        from labels in LabelSelectorGenerator.Labels([.. words.NamespaceLabels.Where(label => label.Key != "kubernetes.io/metadata.name")], 1)
        select new Manifest("v1", "Namespace", "", words.Namespaces[number], new Fields()) { Labels = labels };

    private Func<int, Gen<Manifest>> SomewhereOf(Func<string, int, Gen<Manifest>> make) =>
        number => Draw.From(words.Namespaces).SelectMany(space => make(space, number));

    private static Gen<ImmutableArray<Manifest>> Several(int least, int most, Func<int, Gen<Manifest>> make) =>
        Gen.Choose(least, most).SelectMany(count => OneByOne(count, make));

    private static Gen<ImmutableArray<Manifest>> OneByOne(int count, Func<int, Gen<Manifest>> make) =>
        Gen.CollectToArray(Enumerable.Range(0, count), make).Select(all => ImmutableArray.Create(all));
}
