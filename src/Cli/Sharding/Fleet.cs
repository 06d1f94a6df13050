using System.Collections.Immutable;

namespace PolicyEngine.Cli.Sharding;

/// <summary>Many clusters, each with a directory of its own.</summary>
/// <param name="Clusters">Their directories, by name.</param>
internal sealed record Fleet(ImmutableArray<string> Clusters)
{
    /// <summary>The clusters whose directories lie directly in one. Those with a dot before their name are none.</summary>
    /// <exception cref="CommandFailedException">It cannot be read, or there are none.</exception>
    public static Fleet In(string directory)
    {
        string[] clusters;
        try
        {
            clusters = [.. Directory.EnumerateDirectories(directory).Where(cluster => NameOf(cluster)[0] != '.').Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"--fleet: `{directory}` cannot be read: {exception.Message}", exception);
        }

        return clusters.Length > 0 ? new Fleet([.. clusters]) : throw new CommandFailedException($"--fleet: `{directory}` has no directories in it; each stands for a cluster");
    }

    /// <summary>The name of a cluster, which is its directory's.</summary>
    public static string NameOf(string cluster) => Path.GetFileName(cluster);
}
