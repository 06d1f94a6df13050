namespace PolicyEngine.Model;

/// <summary>Tells the names that the cluster's own DNS makes for services and pods.</summary>
internal static class ClusterDomain
{
    public static bool Holds(string domain) =>
        domain.TrimEnd('.').EndsWith(".local", StringComparison.OrdinalIgnoreCase) || domain.TrimEnd('.').EndsWith(".svc", StringComparison.OrdinalIgnoreCase);
}
