using System.Diagnostics;
using System.Globalization;

namespace Fleet.Tests;

/// <summary>Workers take the shards of a run from a queue. None is lost and none doubled, whoever is killed.</summary>
public sealed class WorkerTests(Broker broker) : IClassFixture<Broker>, IDisposable
{
    private const int Shards = 8;
    private const int MostDeliveries = 6;

    private static readonly string[] s_run = ["lint", "--fleet", "samples/scenarios", "--format", "json"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netpol-fleet-");
    private readonly List<Process> _workers = [];
    private readonly string _queue = Path.GetRandomFileName();

    private string Results => Path.Combine(_folder.FullName, "results");

    private string Log => Path.Combine(_folder.FullName, "runs");

    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill(entireProcessTree: true);
            worker.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [BrokerFact]
    public async Task A_shard_of_a_worker_that_is_killed_goes_to_another()
    {
        Fill(Shards);
        string taken = Path.Combine(_folder.FullName, "taken");
        Process doomed = StartWorker("sh", Write("stall", "touch \"$1\"; exec sleep 600"), taken);
        await Patience.UntilAsync("a shard is taken", () => File.Exists(taken));
        doomed.Kill(entireProcessTree: true);

        Process[] workers = [.. Enumerable.Range(0, 3).Select(_ => StartLoggedWorker())];
        await AllAreStored();

        Assert.All(workers, worker => Assert.Equal(0, FleetProcess.Stop(worker)));
        Assert.Equal(Enumerable.Range(1, Shards).Select(Option), Logged(), StringComparer.Ordinal);
        await NothingIsLeft();
        MergedIsTheWhole();
    }

    [BrokerFact]
    public async Task Workers_may_be_killed_at_any_moment()
    {
        Fill(Shards);
        Process[] doomed = [StartLoggedWorker(), StartLoggedWorker()];
        await Patience.UntilAsync("a result is stored", () => StoredCount() > 0);
        Array.ForEach(doomed, worker => worker.Kill(entireProcessTree: true));

        Process last = StartLoggedWorker();
        await AllAreStored();

        // What was stored but not acknowledged comes once more, and is acknowledged.
        await Patience.UntilAsync("the queue is empty", () => Holds(_queue, 0));
        Assert.Equal(0, FleetProcess.Stop(last));
        await NothingIsLeft();
        MergedIsTheWhole();
    }

    [BrokerFact]
    public async Task A_shard_that_is_delivered_again_after_its_result_was_stored_is_not_worked_out_again()
    {
        Process first = StartLoggedWorker();
        Fill(2);
        await Patience.UntilAsync("the results are stored", () => StoredCount() == 2);
        Assert.Equal(0, FleetProcess.Stop(first));
        string[] before = Logged();

        Fill(2);
        Process second = StartLoggedWorker();
        await Patience.UntilAsync("the queue is empty", () => Holds(_queue, 0));

        Assert.Equal(0, FleetProcess.Stop(second));
        Assert.Equal(before, Logged(), StringComparer.Ordinal);
        await NothingIsLeft();
    }

    [BrokerFact]
    public async Task A_shard_that_was_delivered_six_times_is_put_aside()
    {
        Fill(1);
        Process worker = StartWorker("sh", Write("fails", "echo tried >> \"$1\"; exit 1"), Log);
        await IsPutAside();

        Assert.Equal(0, FleetProcess.Stop(worker));
        Assert.Equal(MostDeliveries, File.ReadAllLines(Log).Length);
        Assert.True(await Holds(_queue, 0));
        Assert.Equal(0, StoredCount());
    }

    [BrokerFact]
    public async Task A_stop_counts_as_a_failure()
    {
        Fill(1);
        for (int stop = 0; stop < MostDeliveries; stop++)
        {
            string taken = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"taken-{stop}"));
            Process worker = StartWorker("sh", Write("stall", "touch \"$1\"; exec sleep 600"), taken);
            await Patience.UntilAsync("the shard is taken", () => File.Exists(taken));
            Assert.Equal(0, FleetProcess.Stop(worker));
        }

        await IsPutAside();
    }

    [BrokerFact]
    public async Task A_shard_that_was_put_aside_is_put_back_by_filling_again()
    {
        Fill(Shards);
        string failsOnOne = Write("fails-on-one", "log=$1; shift; case \"$*\" in *\" 3/\"*) exit 1;; esac; \"$@\" 2>/dev/null && echo \"$*\" >> \"$log\"");
        Process first = StartWorker(["sh", failsOnOne, Log, .. FleetProcess.Netpol, .. s_run]);
        await IsPutAside();
        await Patience.UntilAsync("the others are stored", () => StoredCount() == Shards - 1);
        Assert.Equal(0, FleetProcess.Stop(first));

        Fill(Shards);
        Process second = StartLoggedWorker();
        await AllAreStored();
        await Patience.UntilAsync("the queue is empty", () => Holds(_queue, 0));

        Assert.Equal(0, FleetProcess.Stop(second));
        Assert.Equal(Enumerable.Range(1, Shards).Select(Option), Logged(), StringComparer.Ordinal);
        MergedIsTheWhole();
    }

    private static string Option(int number) => string.Create(CultureInfo.InvariantCulture, $"--shard {number}/{Shards}");

    private void Fill(int count)
    {
        using Process fill = FleetProcess.StartWorker(broker.Url, _queue, "fill", count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, FleetProcess.StatusOf(fill));
    }

    private Process StartWorker(params string[] command)
    {
        Process worker = FleetProcess.StartWorker(broker.Url, _queue, ["work", Results, .. command]);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>A worker that notes which shards it works out.</summary>
    private Process StartLoggedWorker() =>
        StartWorker(["sh", Write("logged", "log=$1; shift; \"$@\" 2>/dev/null && echo \"$*\" >> \"$log\""), Log, .. FleetProcess.Netpol, .. s_run]);

    private string Write(string name, string script)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, $"{script}\n");
        return file;
    }

    /// <summary>The shards that were worked out, in order.</summary>
    private string[] Logged() =>
        [.. File.ReadAllLines(Log).Select(line => line[line.IndexOf("--shard", StringComparison.Ordinal)..line.IndexOf(" -o", StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];

    private int StoredCount() => Directory.Exists(Results) ? Directory.GetFiles(Results, "0*.jsonl").Length : 0;

    private Task IsPutAside() => Patience.UntilAsync("the message is put aside", () => Holds($"{_queue}.failed", 1));

    private Task AllAreStored() => Patience.UntilAsync("all results are stored", () => StoredCount() == Shards);

    /// <summary>The workers are gone; what they had not acknowledged would be back.</summary>
    private async Task NothingIsLeft()
    {
        Assert.True(await Holds(_queue, 0).ConfigureAwait(false), "a message was not acknowledged");
        Assert.True(await Holds($"{_queue}.failed", 0).ConfigureAwait(false), "a message was put aside");
    }

    private async Task<bool> Holds(string queue, uint count) => await broker.CountAsync(queue).ConfigureAwait(false) == count;

    private void MergedIsTheWhole()
    {
        (int status, string merged) = FleetProcess.RunNetpol(["merge", .. Directory.GetFiles(Results, "0*.jsonl")]);

        Assert.Equal(0, status);
        Assert.Equal(FleetProcess.RunNetpol(s_run).Output, merged);
    }
}
