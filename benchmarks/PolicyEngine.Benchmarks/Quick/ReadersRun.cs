using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>How many questions a second threads get answered from the latest snapshot, while nothing changes and while pods do.</summary>
internal static class ReadersRun
{
    private const int Readers = 8;
    private const int Rounds = 3;
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private static PolicySnapshot s_latest = null!;

    public static void Run(ClusterSize size)
    {
        s_latest = Clusters.Load(size.Name + ".json", Clusters.Json(size));
        (IpAddress From, IpAddress To, TrafficPoint Traffic)[] flows = [.. FlowGenerator.Make(s_latest).Select(flow => (flow.Source.Address!.Value, flow.Destination.Address!.Value, flow.Traffic))];
        JsonObject[] pods = [.. PodGenerator.Pods(size).Take(2_000)];
        PolicySource[] changes = [.. pods.Select(pod => Source(pod, "next")), .. pods.Select(pod => Source(pod, "last"))];
        Ask(flows, s_round, null);
        foreach (int perSecond in (int[])[1_000, 10_000, int.MaxValue])
        {
            (double idle, double changing, long applied) = (0, 0, 0);
            for (int round = 0; round < Rounds; round++)
            {
                idle = Math.Max(idle, Ask(flows, s_round, null));
                var writer = new Writer(changes, perSecond);
                changing = Math.Max(changing, Ask(flows, s_round, writer));
                applied = Math.Max(applied, writer.Applied);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Readers} readers of {size.Name}: {idle / 1e6:F2} million questions a second, {changing / 1e6:F2} ({changing / idle:P0}) while {applied / s_round.TotalSeconds:F0} changes a second are applied"));
        }
    }

    private static double Ask((IpAddress From, IpAddress To, TrafficPoint Traffic)[] flows, TimeSpan time, Writer? writer)
    {
        using var stop = new CancellationTokenSource();
        long[] answered = new long[Readers];
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(reader => new Thread(() => answered[reader] = Read(flows, reader, stop.Token)))];
        Thread? writing = writer is null ? null : new Thread(() => writer.Apply(stop.Token));
        long start = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        writing?.Start();
        Thread.Sleep(time);
        stop.Cancel();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        writing?.Join();
        return answered.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Read((IpAddress From, IpAddress To, TrafficPoint Traffic)[] flows, int first, CancellationToken stop)
    {
        long count = 0;
        while (!stop.IsCancellationRequested)
        {
            PolicySnapshot snapshot = Volatile.Read(ref s_latest);
            (IpAddress from, IpAddress to, TrafficPoint traffic) = flows[(first + count++) % flows.Length];
            snapshot.Evaluate(new Flow(snapshot.PartyAt(from), snapshot.PartyAt(to), traffic));
        }

        return count;
    }

    private static PolicySource Source(JsonObject pod, string release)
    {
        var copy = (JsonObject)pod.DeepClone();
        copy["metadata"]!["labels"]!["release"] = release;
        return PolicySource.FromText("pod", copy.ToJsonString()).Read();
    }

    /// <summary>Applies changes one by one, in ticks of so many that they come at the rate wanted.</summary>
    private sealed class Writer(PolicySource[] changes, int perSecond)
    {
        public long Applied { get; private set; }

        public void Apply(CancellationToken stop)
        {
            long start = Stopwatch.GetTimestamp();
            while (!stop.IsCancellationRequested)
            {
                if (Applied >= Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond)
                {
                    Thread.Sleep(s_tick);
                    continue;
                }

                Volatile.Write(ref s_latest, s_latest.With([changes[Applied++ % changes.Length]], cancellationToken: CancellationToken.None).Snapshot);
            }
        }
    }
}
