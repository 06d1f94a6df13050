namespace PolicyEngine.Linting;

/// <summary>What a group of lint rules is about.</summary>
public enum LintGroup
{
    /// <summary>Rules that are no part of the engine.</summary>
    Custom = 0,

    /// <summary>Documents that are not read or that an API server refuses.</summary>
    Input = 1,

    /// <summary>Policies that do not mean what they seem to.</summary>
    Semantics = 2,

    /// <summary>Policies that are harder to keep than they need be.</summary>
    Hygiene = 3,

    /// <summary>More is reachable than should be.</summary>
    Security = 4,

    /// <summary>Policies that cost more than they need.</summary>
    Scale = 5,

    /// <summary>Calico's own kinds.</summary>
    Calico = 6,

    /// <summary>Policies of cluster administrators: ClusterNetworkPolicy and its predecessors.</summary>
    ClusterPolicies = 7,

    /// <summary>The network that policies act on.</summary>
    Dataplane = 8,
}
