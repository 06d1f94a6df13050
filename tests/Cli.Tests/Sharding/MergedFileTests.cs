using System.Diagnostics;
using System.Globalization;
using PolicyEngine.Cli;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;

namespace Cli.Tests.Sharding;

/// <summary>How <c>netpol merge</c> treats its files: those it reads, and the one it writes.</summary>
public sealed class MergedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_piece_that_loses_lines_between_the_two_readings_is_told(int lost)
    {
        string[] files = Pieces(2);
        var pieces = ShardSet.Read(files, CancellationToken.None);
        File.WriteAllLines(files[1], File.ReadAllLines(files[1])[..^lost]);

        CommandFailedException failure = Assert.Throws<CommandFailedException>(() => pieces.Write(TextWriter.Null, CancellationToken.None));

        Assert.Contains("its end is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_is_another_at_the_second_reading_is_told()
    {
        string[] files = Pieces(2);
        var pieces = ShardSet.Read(files, CancellationToken.None);
        File.Copy(files[0], files[1], overwrite: true);

        CommandFailedException failure = Assert.Throws<CommandFailedException>(() => pieces.Write(TextWriter.Null, CancellationToken.None));

        Assert.Contains("has changed while it was read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_is_a_pipe_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string[] pieces = Pieces(2);

        CommandResult result = Netpol.RunProcess(File.ReadAllText(pieces[1]), "merge", pieces[0], "/dev/stdin");

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains("`/dev/stdin` is a pipe", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_when_the_join_is_whole()
    {
        string[] pieces = Pieces(2);
        string output = _folder.Write("out/all.json", "before");

        Assert.Equal(2, Netpol.Run("merge", pieces[0], "-o", output).Status);
        Assert.Equal("before", File.ReadAllText(output));

        Assert.Equal(0, Netpol.Run(["merge", .. pieces, "-o", output]).Status);
        Assert.Equal(Whole(), File.ReadAllText(output));
        Assert.Equal([output], Directory.GetFiles(Path.GetDirectoryName(output)!));
    }

    [Fact]
    public void A_draft_that_is_not_kept_leaves_what_was_there()
    {
        string output = _folder.Write("out/all.json", "before");
        using (var draft = new Draft(output))
        {
            File.WriteAllText(draft.Path, "part of a");
        }

        Assert.Equal("before", File.ReadAllText(output));
        Assert.Equal([output], Directory.GetFiles(Path.GetDirectoryName(output)!));
    }

    [Fact]
    public void A_link_to_a_piece_is_not_written_through()
    {
        string[] pieces = Pieces(2);
        string before = File.ReadAllText(pieces[0]);
        string link = Path.Combine(_folder.Path, "link.json");
        File.CreateSymbolicLink(link, Path.GetFileName(pieces[0]));

        CommandResult result = Netpol.Run(["merge", .. pieces, "-o", link]);

        Assert.Equal(2, result.Status);
        Assert.Contains("is one of the files to join", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(pieces[0]));
    }

    [Fact]
    public void A_link_to_another_file_stays_a_link()
    {
        string target = _folder.Write("target.json", "before");
        string link = Path.Combine(_folder.Path, "link.json");
        File.CreateSymbolicLink(link, "target.json");

        Assert.Equal(0, Netpol.Run(["merge", .. Pieces(2), "-o", link]).Status);

        Assert.Equal("target.json", new FileInfo(link).LinkTarget);
        Assert.Equal(Whole(), File.ReadAllText(target));
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal((0, Whole()), Joined(Netpol.RunProcess("", ["merge", .. Pieces(2), "-o", "/dev/stdout"])));
        Assert.False(Draft.Suits("/dev/null"));
    }

    [Fact]
    public void More_pieces_than_files_may_be_open_are_joined()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int Count = 1_500;
        for (int number = 1; number <= Count; number++)
        {
            using StreamWriter file = File.CreateText(Path.Combine(_folder.Path, string.Create(CultureInfo.InvariantCulture, $"{number}.piece")));
            var rows = new ShardWriter(file, new ShardHeader("1", "can", [], null, RowForm.Lines, new Shard(number, Count)));
            rows.Begin(RowWriter.PlaceOf(number));
            rows.Writer.Write(number);
            rows.Close();
            rows.End();
        }

        string netpol = typeof(NetpolApp).Assembly.Location;
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"ulimit -n 400; exec dotnet {netpol} merge {_folder.Path}/*.piece"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(string.Concat(Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}\n"))), output);
    }

    [Fact]
    public void Pieces_made_with_another_configuration_are_not_joined()
    {
        _folder.Write("one/netpol.yaml", "lint: {rules: {NP4002: error}}\n");
        _folder.Write("two/netpol.yaml", "lint: {rules: {NP4002: note}}\n");
        _folder.Write("same/netpol.yaml", "lint: {rules: {NP4002: error}}\n");
        _folder.Write("none/notes.txt", "");
        string first = PieceMadeIn("one", 1);

        CommandResult other = Netpol.Run("merge", first, PieceMadeIn("two", 2));
        CommandResult none = Netpol.Run("merge", first, PieceMadeIn("none", 2));
        CommandResult same = Netpol.Run("merge", first, PieceMadeIn("same", 2));

        Assert.Equal((2, ""), Joined(other));
        Assert.Contains("made with another configuration", other.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), Joined(none));
        Assert.Equal(0, same.Status);
    }

    private static (int Status, string Output) Joined(CommandResult result) => (result.Status, result.Output);

    private static string Whole() => Netpol.Run("matrix", "samples/redis", "--format", "json").Output;

    private string[] Pieces(int count) => [.. Enumerable.Range(1, count).Select(number => Piece(
        string.Create(CultureInfo.InvariantCulture, $"{number}-of-{count}.jsonl"),
        file => Netpol.Run("matrix", "samples/redis", "--format", "json", "--shard", string.Create(CultureInfo.InvariantCulture, $"{number}/{count}"), "-o", file)))];

    private string PieceMadeIn(string folder, int number) => Piece($"{folder}.jsonl", file => Netpol.RunProcessIn(
        Path.Combine(_folder.Path, folder),
        "",
        "lint",
        "--fleet",
        Path.GetFullPath("samples/scenarios"),
        "--format",
        "json",
        "--shard",
        string.Create(CultureInfo.InvariantCulture, $"{number}/2"),
        "-o",
        file));

    private string Piece(string name, Func<string, CommandResult> make)
    {
        string file = Path.Combine(_folder.Path, name);
        Assert.Equal(0, make(file).Status);
        return file;
    }
}
