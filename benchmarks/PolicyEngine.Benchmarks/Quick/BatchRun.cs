using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Json;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Measures what a question of <c>netpol can --queries</c> costs, from line to line.</summary>
internal static class BatchRun
{
    private const int Questions = 50_000;

    public static void Run()
    {
        foreach (ClusterSize size in (ClusterSize[])[ClusterSize.Medium, ClusterSize.Large])
        {
            PolicySnapshot snapshot = Clusters.Load("cluster.json", Clusters.Json(size));
            string lines = QuestionGenerator.Lines(snapshot, Questions);
            Measure.Time($"questions in a batch, {size.Name}", 20, Questions, () =>
                new AnswerStream(snapshot, "default", ExplanationDepth.Decision, CancellationToken.None).Answer(new StringReader(lines), RowWriter.Of(TextWriter.Null, RowForm.Lines, null)));
        }
    }
}
