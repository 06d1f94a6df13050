using System.Collections.Immutable;
using PolicyEngine.Fixes;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing;

/// <summary>Generated documents as somebody could apply them to a cluster. Immutable; printed, they are YAML.</summary>
public sealed class Manifests
{
    private readonly ImmutableArray<Manifest> _objects;

    internal Manifests(IEnumerable<Manifest> objects) => _objects = [.. objects];

    /// <summary>How many objects they describe.</summary>
    public int Count => _objects.Length;

    /// <summary>The documents.</summary>
    public string Yaml => YamlWriter.Write(_objects.Select(manifest => manifest.ToYaml()));

    /// <summary>All without one object, then all with something left out of one.</summary>
    internal IEnumerable<Manifests> Smaller =>
    [
        .. _objects.Where(IsUnused).Select(manifest => new Manifests(_objects.Remove(manifest))),
        .. _objects.SelectMany((manifest, index) => manifest.Smaller.Select(smaller => new Manifests(_objects.SetItem(index, smaller)))),
    ];

    /// <summary>A cluster of these documents and nothing else.</summary>
    /// <param name="options">How they are read; the defaults where null.</param>
    /// <exception cref="PolicyAssertException">They have errors.</exception>
    public PolicySnapshot Load(LoadOptions? options = null) =>
        PolicyAssert.Loads(new PolicyLoader(options ?? LoadOptions.Default).Load([Source]));

    /// <summary>A cluster with these documents added. The cluster itself stays as it is.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <exception cref="InvalidOperationException">The snapshot was not made by a <see cref="PolicyLoader"/>.</exception>
    /// <exception cref="PolicyAssertException">They have errors.</exception>
    public PolicySnapshot Over(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return PolicyAssert.Loads(snapshot.With([Source]));
    }

    /// <summary>The documents.</summary>
    public override string ToString() => _objects.IsEmpty ? "no documents" : "\n" + Yaml;

    private PolicySource Source => PolicySource.FromText("generated.yaml", Yaml);

    /// <summary>Whether no other object lives in it: nothing is known of a namespace that is only referred to.</summary>
    private bool IsUnused(Manifest manifest) =>
        manifest.Kind != "Namespace" || !_objects.Any(other => string.Equals(other.Namespace, manifest.Name, StringComparison.Ordinal));
}
