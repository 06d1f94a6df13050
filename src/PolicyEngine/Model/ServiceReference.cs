namespace PolicyEngine.Model;

/// <summary>A service that a rule names as its peer.</summary>
/// <param name="Namespace">The service's namespace; empty where the rule gives none, which leads to no service (Calico).</param>
/// <param name="Name">The service's name.</param>
public readonly record struct ServiceReference(string Namespace, string Name)
{
    /// <summary><c>namespace/name</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
