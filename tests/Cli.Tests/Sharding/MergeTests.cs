using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Property = TestKit.Property;

namespace Cli.Tests.Sharding;

/// <summary>Pieces of a run, joined, are what the run would have printed.</summary>
public sealed class MergeTests : IDisposable
{
    private const int MostPieces = 7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--group", "pod", "--all")]
    [InlineData("--group", "namespace", "--self")]
    [InlineData("--port", "80")]
    public void A_matrix(params string[] options) => Property.Holds(Runs(), run =>
    {
        string cluster = _folder.Write("cluster.yaml", new RandomCluster(new Random(run.Seed)).Documents());
        HoldsFor(run.Count, ["matrix", cluster, "--format", "json", .. options]);
    }, Property.Cases / 4);

    [Fact]
    public void A_matrix_from_outside() => Property.Holds(Runs(), run =>
    {
        string cluster = _folder.Write("cluster.yaml", new RandomCluster(new Random(run.Seed)).Documents());
        HoldsFor(run.Count, ["matrix", cluster, "--from", "external", "--format", "json"]);
    }, Property.Cases / 4);

    [Fact]
    public void Answers_to_questions() => Property.Holds(Runs(), run =>
    {
        var world = new RandomCluster(new Random(run.Seed));
        string cluster = _folder.Write("cluster.yaml", world.Documents());
        string questions = _folder.Write("questions.jsonl", world.Questions());
        HoldsFor(run.Count, ["can", "--queries", questions, "-f", cluster]);
    }, Property.Cases / 4);

    [Theory]
    [InlineData("lint", "--fail-on", "note")]
    [InlineData("matrix")]
    public void A_fleet(params string[] command) => Property.Holds(Runs(), run =>
    {
        string fleet = FleetOf(run);
        HoldsFor(run.Count, [.. command, "--fleet", fleet, "--format", "json"]);
    }, Property.Cases / 10);

    [Fact]
    public void A_cluster_that_cannot_be_read_has_an_error_in_its_line_and_the_others_are_answered()
    {
        _folder.Write("fleet/a/cluster.yaml", Fixture.Cluster);
        _folder.Write("fleet/b/notes.txt", "no documents");
        _folder.Write("fleet/c/cluster.yaml", Fixture.Cluster);
        _folder.Write("fleet/.git/cluster.yaml", Fixture.Cluster);

        CommandResult result = Netpol.Run("matrix", "--fleet", Path.Combine(_folder.Path, "fleet"), "--format", "json");

        Assert.Equal(2, result.Status);
        Assert.Equal(["a", "b", "c"], result.JsonLines.Select(line => line.GetProperty("cluster").GetString()), StringComparer.Ordinal);
        Assert.Equal([0, 2, 0], result.JsonLines.Select(line => line.GetProperty("status").GetInt32()));
        Assert.Equal("CLUSTER_NOT_ANSWERED", result.JsonLines[1].GetProperty("result").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Array, result.JsonLines[2].GetProperty("result").ValueKind);
    }

    [Fact]
    public void A_piece_is_done_when_it_is_worked_out_whatever_it_finds()
    {
        _folder.Write("fleet/a/cluster.yaml", Fixture.Cluster);
        string[] args = ["lint", "--fleet", Path.Combine(_folder.Path, "fleet"), "--format", "json", "--fail-on", "note"];

        Assert.Equal(1, Netpol.Run(args).Status);
        Assert.Equal(0, Netpol.Run([.. args, "--shard", "1/1"]).Status);
    }

    [Fact]
    public void What_is_missing_doubled_or_foreign_is_told_and_nothing_is_printed()
    {
        string[] pieces = Pieces(3, ["matrix", "samples/redis", "--format", "json"]);
        string otherOptions = Pieces(3, ["matrix", "samples/redis", "--format", "json", "--all"])[1];
        string otherInput = _folder.Write("other.jsonl", File.ReadAllText(pieces[1]).Replace("\"list\":\"", "\"list\":\"0", StringComparison.Ordinal));
        string otherCommand = Pieces(3, ["matrix", "--fleet", "samples/scenarios", "--format", "json"])[1];
        string otherCount = Pieces(4, ["matrix", "samples/redis", "--format", "json"])[1];

        Fails("2/3 is missing", pieces[0], pieces[2]);
        Fails("2/3 is there 2 times", [.. pieces, pieces[1]]);
        Fails("made with `--all", pieces[0], otherOptions, pieces[2]);
        Fails("made with `--fleet", pieces[0], otherCommand, pieces[2]);
        Fails("made from other input", pieces[0], otherInput, pieces[2]);
        Fails("piece 2/4, and the run has 3 pieces", pieces[0], otherCount, pieces[2]);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_damaged_is_told()
    {
        string[] pieces = Pieces(1, ["matrix", "samples/redis", "--format", "json"]);
        string[] lines = File.ReadAllLines(pieces[0]);

        Fails("its end is missing", _folder.Write("a.jsonl", string.Join('\n', lines[..^1])));
        Fails("a.jsonl:2: it is damaged", _folder.Write("a.jsonl", $"{lines[0]}\n{lines[1][..20]}"));
        Fails("it is damaged", _folder.Write("a.jsonl", string.Join('\n', [lines[0], .. lines[2..]])));
        Fails("it is damaged", _folder.Write("a.jsonl", string.Join('\n', [lines[0], lines[^2], .. lines[2..^2], lines[1], lines[^1]])));
        Fails("is not the result of a run with --shard", _folder.Write("a.jsonl", "[]"));
        Fails("is not the result of a run with --shard", _folder.Write("a.jsonl", ""));
        Fails("cannot be read", Path.Combine(_folder.Path, "missing.jsonl"));
        Fails("is one of the files to join", pieces[0], "-o", pieces[0]);
        Fails("a.jsonl:1: it is not the result", _folder.Write("a.jsonl", $"{{\"netpol\":\"\\ud800\"}}\n{lines[1]}"));
        Fails("a.jsonl:2: it is damaged", _folder.Write("a.jsonl", $"{lines[0]}\n{{\"at\":\"0\",\"row\":\"\\ud800\"}}\n{lines[^1]}"));
        byte[] bytes = File.ReadAllBytes(pieces[0]);
        bytes[lines[0].Length + 10] = 0xFF;
        File.WriteAllBytes(pieces[0], bytes);
        Fails("is damaged: it is not UTF-8", pieces[0]);
    }

    [Theory]
    [InlineData("matrix", "samples/redis", "--format", "json", "--shard", "0/3")]
    [InlineData("matrix", "samples/redis", "--format", "json", "--shard", "4/3")]
    [InlineData("matrix", "samples/redis", "--format", "json", "--shard", "1")]
    [InlineData("matrix", "samples/redis", "--format", "csv", "--shard", "1/2")]
    [InlineData("matrix", "samples/redis", "--format", "json", "--exposure", "--shard", "1/2")]
    [InlineData("matrix", "--fleet", "samples/scenarios")]
    [InlineData("matrix", "--fleet", "samples/redis", "--format", "json")]
    [InlineData("matrix", "--fleet", "samples/none", "--format", "json")]
    [InlineData("matrix", "samples/redis", "--fleet", "samples/scenarios", "--format", "json")]
    [InlineData("lint", "samples/redis", "--format", "json", "--shard", "1/2")]
    [InlineData("lint", "--fleet", "samples/scenarios", "--format", "json", "--fix")]
    [InlineData("can", "shop/redis-0", "shop/batch-1", "-f", "samples/redis", "--shard", "1/2")]
    public void What_is_not_split_is_an_error(params string[] args)
    {
        CommandResult result = Netpol.Run(args);

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.StartsWith("netpol: ", result.Error, StringComparison.Ordinal);
    }

    private static Arbitrary<(int Seed, int Count)> Runs() =>
        (from seed in Gen.Choose(0, int.MaxValue - 1) from count in Gen.Choose(1, MostPieces) select (seed, count)).ToArbitrary();

    private string FleetOf((int Seed, int Count) run)
    {
        var random = new Random(run.Seed);
        string fleet = string.Create(CultureInfo.InvariantCulture, $"fleet-{run.Seed}-{run.Count}");
        for (int cluster = random.Next(1, 6); cluster > 0; cluster--)
        {
            _folder.Write($"{fleet}/c{cluster}/cluster.yaml", new RandomCluster(random).Documents());
        }

        return Path.Combine(_folder.Path, fleet);
    }

    private void HoldsFor(int count, string[] args)
    {
        CommandResult merged = Netpol.Run(["merge", .. Pieces(count, args).Reverse()]);

        Assert.Equal((0, ""), (merged.Status, merged.Error));
        Assert.Equal(Netpol.Run(args).Output, merged.Output);
    }

    private string[] Pieces(int count, string[] args) => [.. Enumerable.Range(1, count).Select(number =>
    {
        string file = Path.Combine(_folder.Path, Path.GetRandomFileName());
        CommandResult result = Netpol.Run([.. args, "--shard", string.Create(CultureInfo.InvariantCulture, $"{number}/{count}"), "-o", file]);
        Assert.Equal((0, ""), (result.Status, result.Output));
        return file;
    })];

    private static void Fails(string reason, params string[] args)
    {
        CommandResult result = Netpol.Run(["merge", .. args]);

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }
}
