namespace PolicyEngine;

/// <summary>What enforces the policies; the kinds of policy do not mean the same to all.</summary>
public sealed record EnforcementProfile
{
    private EnforcementProfile(string name) => Name = name;

    /// <summary>Calico with iptables.</summary>
    public static EnforcementProfile CalicoIptables { get; } = new("calico-iptables");

    /// <summary>The texts of Kubernetes.</summary>
    public static EnforcementProfile Kubernetes { get; } = new("kubernetes");

    /// <summary>The profile's name.</summary>
    public string Name { get; }
}
