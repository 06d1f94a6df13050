using PolicyEngine.Cli.Output;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>Runs a command for many clusters, one after the other, each a line of the result.</summary>
/// <param name="fleet">The clusters.</param>
/// <param name="piece">The piece that is worked out; null for all.</param>
/// <param name="context">What the commands share.</param>
internal sealed class FleetRun(Fleet fleet, ShardedRun? piece, CommandContext context)
{
    /// <summary>Writes the results.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="judge">Runs the command for the directory of a cluster.</param>
    /// <returns>The worst status of a cluster. A piece says nothing of the whole: it is done when it is worked out.</returns>
    public int Run(OutputArguments output, Func<string, ClusterResult> judge)
    {
        using ResultWriter result = ResultWriter.Open(output, context.Streams);
        var rows = RowWriter.Of(result.Writer, RowForm.Lines, piece);
        int worst = ExitStatus.Yes;
        for (int place = 0; place < fleet.Clusters.Length; place++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string cluster = fleet.Clusters[place];
            rows.Note(Fleet.NameOf(cluster));
            if (rows.Takes(place))
            {
                ClusterResult judged = Judge(cluster, judge);
                worst = Math.Max(worst, judged.Status);
                rows.Begin(RowWriter.PlaceOf(place));
                rows.Writer.Write(TextOf(Fleet.NameOf(cluster), judged));
                rows.Close();
            }
        }

        rows.End();
        return piece is null ? worst : ExitStatus.Yes;
    }

    /// <summary>One cluster that cannot be read does not keep the others from being.</summary>
    private ClusterResult Judge(string cluster, Func<string, ClusterResult> judge)
    {
        try
        {
            return judge(cluster);
        }
        catch (Exception failure) when (failure is CommandFailedException or IOException or UnauthorizedAccessException)
        {
            NetpolApp.Complain(context.Streams, $"{cluster}: {failure.Message}");
            return new ClusterResult(ExitStatus.Error, json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("error");
                json.WriteString("code", "CLUSTER_NOT_ANSWERED");
                json.WriteString("message", failure.Message);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }
    }

    private static string TextOf(string name, ClusterResult judged) => JsonText.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("cluster", name);
        json.WriteNumber("status", judged.Status);
        json.WritePropertyName("result");
        judged.Write(json);
        json.WriteEndObject();
    });
}
