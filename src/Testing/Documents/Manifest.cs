using System.Collections.Immutable;
using PolicyEngine.Fixes;

namespace PolicyEngine.Testing.Documents;

/// <summary>A generated object.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty where the kind has none.</param>
/// <param name="Name">The name.</param>
/// <param name="Body">Labels, <c>spec</c> and whatever else it has.</param>
internal sealed record Manifest(string ApiVersion, string Kind, string Namespace, string Name, Fields Body)
{
    public Fields Labels { get; init; } = new();

    public IEnumerable<Manifest> Smaller =>
    [
        .. Labels.SmallerFields.Select(labels => this with { Labels = labels }),
        .. Body.SmallerFields.Select(body => this with { Body = body }),
    ];

    public YamlMapping ToYaml()
    {
        YamlMapping metadata = YamlMapping.Of(
            ("name", Name),
            ("namespace", Namespace.Length == 0 ? null : (YamlValue)Namespace),
            ("labels", Labels.Members.IsEmpty ? null : Labels.ToYaml()));
        return new YamlMapping([("apiVersion", ApiVersion), ("kind", Kind), ("metadata", metadata), .. ((YamlMapping)Body.ToYaml()).Members]);
    }
}
