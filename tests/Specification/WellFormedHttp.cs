namespace PolicyEngine.Specification;

/// <summary>What the API would refuse of HTTP in rules, whether anybody enforces it or not.</summary>
// Calico: the field table of rules; checks of rule lists.
public static class WellFormedHttp
{
    public static bool Is(CalicoRule rule, bool ingress) =>
        rule.Http is not { } match
        || (ingress && rule is { Action: "Allow", Protocol: null or "TCP" }
            && match.Methods.Distinct(StringComparer.Ordinal).Count() == match.Methods.Length
            && match.Paths.All(path => path.Text.StartsWith('/') && path.Text.IndexOfAny(['?', '#', ' ']) < 0));
}
