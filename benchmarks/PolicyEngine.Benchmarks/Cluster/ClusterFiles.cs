using PolicyEngine.Benchmarks.Quick;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Writes a generated cluster and questions about it to files, for measuring whole commands.</summary>
internal static class ClusterFiles
{
    private const int Questions = 200_000;

    /// <summary>Writes <c>cluster.json</c> and <c>questions.jsonl</c>.</summary>
    public static int Write(string size, string folder)
    {
        Directory.CreateDirectory(folder);
        byte[] cluster = Clusters.Json(ClusterSize.Named(size));
        File.WriteAllBytes(Path.Combine(folder, "cluster.json"), cluster);
        File.WriteAllText(Path.Combine(folder, "questions.jsonl"), QuestionGenerator.Lines(Clusters.Load("cluster.json", cluster), Questions));
        return 0;
    }
}
