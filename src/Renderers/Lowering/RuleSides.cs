using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Lowering;

internal static class RuleSides
{
    /// <summary>A rule with other sides; the rule itself where they are no others.</summary>
    public static NodeRule Between(this NodeRule rule, RuleSide source, RuleSide destination) =>
        ReferenceEquals(rule.Source, source) && ReferenceEquals(rule.Destination, destination)
            ? rule
            : rule with { Source = source, Destination = destination };
}
