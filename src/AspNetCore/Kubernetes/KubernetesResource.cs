namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>What is listed and watched of a server: a kind under one API version, or those of its objects that have one name.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The API version.</param>
/// <param name="ObjectName">The name of the only objects that are read; null for all.</param>
internal sealed record KubernetesResource(KubernetesKind Kind, string Version, string? ObjectName)
{
    /// <summary>What it is called in logs.</summary>
    public string Name => ObjectName is null ? Kind.ResourceUnder(Version) : $"{Kind.ResourceUnder(Version)} {ObjectName}";

    /// <summary>Where it is, with what a query begins with.</summary>
    public string Address => ObjectName is null ? $"{Kind.PathOf(Version)}?" : $"{Kind.PathOf(Version)}?fieldSelector=metadata.name%3D{ObjectName}&";

    /// <summary>The rule of a ClusterRole with which an account may read it.</summary>
    public string AccessRule
    {
        get
        {
            string names = ObjectName is null ? "" : $", resourceNames: [{ObjectName}]";
            return $$"""{apiGroups: ["{{KubernetesKind.GroupOf(Version)}}"], resources: [{{Kind.Plural}}]{{names}}, verbs: [list, watch]}""";
        }
    }
}
