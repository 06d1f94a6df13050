using System.Collections.Immutable;
using PolicyEngine.Linting.Rules.Anomalies;
using PolicyEngine.Linting.Rules.Calico;
using PolicyEngine.Linting.Rules.ClusterPolicies;
using PolicyEngine.Linting.Rules.Dataplane;
using PolicyEngine.Linting.Rules.Hygiene;
using PolicyEngine.Linting.Rules.Input;
using PolicyEngine.Linting.Rules.Scale;
using PolicyEngine.Linting.Rules.Security;
using PolicyEngine.Linting.Rules.Semantics;

namespace PolicyEngine.Linting;

/// <summary>The engine's own lint rules.</summary>
public static class BuiltInRules
{
    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<ILintRule> All { get; } =
    [
        .. InputRules.All,
        .. SemanticRules.All,
        .. AnomalyRules.All,
        .. HygieneRules.All,
        .. SecurityRules.All,
        .. ScaleRules.All,
        .. CalicoRules.All,
        .. ClusterPolicyRules.All,
        .. DataplaneRules.All,
    ];
}
