using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Tells of rules in a direction that the policy's types do not name.</summary>
internal static class InertRules
{
    public static void Warn(FieldReader spec, string typesField, Directions types)
    {
        foreach ((Directions direction, string field) in (ReadOnlySpan<(Directions, string)>)[(Directions.Ingress, "ingress"), (Directions.Egress, "egress")])
        {
            if (!types.HasFlag(direction) && spec.Value(field) is SequenceNode { Items.Length: > 0 } rules)
            {
                spec.Warn(BindingDiagnostics.InertRules, rules.Span, $"`{typesField}` does not name {direction}, so the rules under `{field}` have no effect");
            }
        }
    }
}
