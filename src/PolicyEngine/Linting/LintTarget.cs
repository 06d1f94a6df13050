using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>What a finding is about: an object, or a place in one.</summary>
/// <param name="ObjectName"><c>Kind/namespace/name</c> or <c>Kind/name</c>; empty where no object is meant.</param>
/// <param name="Namespace">The object's namespace; empty where it has none.</param>
/// <param name="Span">Where it is written. The start of an object stands for its name.</param>
/// <param name="Path">The way to the place from the document's root, such as <c>spec.ingress[0]</c>; empty for the whole object.</param>
public readonly record struct LintTarget(string ObjectName, string Namespace, SourceSpan Span, string Path = "")
{
    /// <summary>A policy.</summary>
    public static LintTarget Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new LintTarget(policy.Name.ToString(), policy.Name.Namespace, policy.Span);
    }

    /// <summary>A rule of a policy.</summary>
    public static LintTarget Of(Policy policy, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Of(policy) with { Span = rule.Span.IsNone ? policy.Span : rule.Span, Path = rule.YamlPath };
    }

    /// <summary>An endpoint.</summary>
    public static LintTarget Of(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        string kind = endpoint.Kind switch
        {
            EndpointKind.Workload => endpoint.Workload[..endpoint.Workload.IndexOf('/', StringComparison.Ordinal)],
            EndpointKind.HostEndpoint => "HostEndpoint",
            _ => "Pod",
        };
        return Of(kind, endpoint.Namespace, endpoint.Name, endpoint.Span);
    }

    /// <summary>An object of a kind.</summary>
    public static LintTarget Of(string kind, string @namespace, string name, SourceSpan span) =>
        new(string.IsNullOrEmpty(@namespace) ? $"{kind}/{name}" : $"{kind}/{@namespace}/{name}", @namespace, span);

    /// <summary>A namespace.</summary>
    public static LintTarget Of(Namespace @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        return new LintTarget($"Namespace/{@namespace.Name}", @namespace.Name, @namespace.Span);
    }

    /// <summary>A place within.</summary>
    /// <param name="span">Where it is written.</param>
    /// <param name="path">The way to it from the document's root.</param>
    public LintTarget In(SourceSpan span, string path) => this with { Span = span, Path = path };
}
