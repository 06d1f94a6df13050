using PolicyEngine;
using TestKit;

namespace Fuzzing.Tests;

/// <summary>The cluster that inputs are asked about or laid over.</summary>
internal static class SmallCluster
{
    /// <summary>Its file.</summary>
    public static string Path { get; } = RepositoryRoot.PathOf("tests", "Fuzzing", "small-cluster.yaml");

    public static LoadResult Load() => new PolicyLoader().LoadPaths([Path]);
}
