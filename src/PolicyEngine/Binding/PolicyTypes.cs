using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>The names of the directions that a policy may be of.</summary>
internal static class PolicyTypes
{
    private static readonly string[] s_all = ["Ingress", "Egress"];

    /// <summary>Reports a name that is none of them.</summary>
    public static void Reject(FieldReader spec, string field, ScalarNode type) => spec.Error(
        BindingDiagnostics.InvalidTypes,
        type.Span,
        $"`{field}` has `{type.Text}`, expected `Ingress` or `Egress`",
        replacement: Array.Find(s_all, name => name.Equals(type.Text, StringComparison.OrdinalIgnoreCase)));
}
