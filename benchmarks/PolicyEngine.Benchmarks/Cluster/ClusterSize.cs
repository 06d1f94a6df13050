namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>How large a generated cluster is.</summary>
public sealed record ClusterSize(string Name, int Nodes, int Namespaces, int Pods, int Policies)
{
    /// <summary>Distinct sets of pod labels in one namespace.</summary>
    public const int AppsPerNamespace = 12;

    public static ClusterSize Small { get; } = new("S", 10, 5, 100, 50);

    /// <summary>A thousand pods of which no two have the same labels and namespace.</summary>
    public static ClusterSize Distinct { get; } = new("K", 50, 100, 1_000, 200);

    public static ClusterSize Medium { get; } = new("M", 250, 100, 5_000, 1_000);

    public static ClusterSize Large { get; } = new("L", 5_000, 2_000, 100_000, 10_000);

    /// <summary>About 10 MB of policies and nothing else, for reading.</summary>
    public static ClusterSize PoliciesOnly { get; } = new("policies", 0, 2_000, 0, 24_000);

    public static IReadOnlyList<ClusterSize> All { get; } = [Small, Medium, Large];

    public static ClusterSize Named(string name) => All.Single(size => size.Name == name);
}
