using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Matrix;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol matrix</c>: who may reach whom, on what.</summary>
internal sealed class MatrixCommand
{
    private const string Description = """
        Shows who may reach whom, on what: all pods, and the addresses outside the cluster as far as rules tell them apart.

        Pods of one workload are one line; what only some of them may do is marked. Pairs between which nothing passes are left
        out. --from, --to, --port and --protocol narrow it; they take what `netpol can` takes.

        Exit status: 0 shown, 2 error; with --fleet, the worst of all clusters.

        Examples:
          netpol matrix -f cluster.yaml -f policies/
          netpol matrix manifests/ --group namespace
          netpol matrix manifests/ --to svc/shop/redis --port 6379
          netpol matrix manifests/ --from external --format csv -o exposed.csv
          netpol matrix manifests/ --group namespace --format svg -o map.svg
          netpol matrix manifests/ --exposure
          netpol matrix manifests/ --format json --shard 2/8 -o 2.jsonl
          netpol matrix --fleet clusters/ --format json
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new(OutputFormat.Csv, OutputFormat.Markdown, OutputFormat.Dot, OutputFormat.Mermaid, OutputFormat.Svg);
    private readonly MatrixOptions _matrix = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _exposure = new("--exposure")
    {
        Description = "Show instead what is open to those nobody knows yet: addresses outside, pods to come in any namespace, in the own one, or with labels that rules ask for.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "Show the pairs between which nothing passes too." };

    private readonly FleetOption _fleet = new();
    private readonly ShardOption _shard = new();

    private MatrixCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new MatrixCommand(context).Build();

    private Command Build()
    {
        var command = new Command("matrix", Description) { _paths, _all, _exposure };
        _matrix.AddTo(command);
        _fleet.AddTo(command);
        _shard.AddTo(command);
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments given = _input.Read(parsed, _context);
        InputArguments input = given with { Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []], NeedsAll = true };
        OutputArguments output = _output.Read(parsed);
        ShardedRun? piece = _shard.Read(parsed, input.Configuration);
        Check(parsed, output, piece);
        MatrixQuery query = _matrix.Read(parsed, input.Namespace);
        if (_fleet.Read(parsed, input, output) is { } fleet)
        {
            return new FleetRun(fleet, piece, _context).Run(output, cluster =>
            {
                ConnectivityMatrix one = MatrixOf(input with { Paths = [cluster] }, query);
                return new ClusterResult(ExitStatus.Yes, json => MatrixJson.Write(json, ConnectionsOf(parsed, one)));
            });
        }

        ConnectivityMatrix matrix = MatrixOf(input, query);
        IEnumerable<Connection> connections = ConnectionsOf(parsed, piece is { Shard: var shard } ? matrix.Part(shard.Number - 1, shard.Count) : matrix);
        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        if (output.IsJson)
        {
            var rows = RowWriter.Of(result.Writer, RowForm.Array, piece);
            MatrixRows.Write(rows, connections, piece is null ? null : new MatrixPlaces(matrix, rows));
        }
        else
        {
            Write(result, output.Format, matrix, connections);
        }

        return ExitStatus.Yes;
    }

    private void Check(ParseResult parsed, OutputArguments output, ShardedRun? piece)
    {
        bool exposes = parsed.GetValue(_exposure);
        if (exposes && output.Format == OutputFormat.Svg)
        {
            throw new CommandFailedException("--exposure: there is no picture of it; use text, json, csv, md, dot or mermaid");
        }

        if (piece is not null && !output.IsJson)
        {
            throw new CommandFailedException("--shard: pieces are JSON; add --format json");
        }

        if (piece is not null && exposes && !_fleet.IsGiven(parsed))
        {
            throw new CommandFailedException("--shard: what is exposed is not split; it goes with --exposure only where --fleet names many clusters");
        }
    }

    private ConnectivityMatrix MatrixOf(InputArguments input, MatrixQuery query) =>
        PolicyInput.Load(input, _context).Snapshot.Matrix(query, out QueryError? error) ?? throw new CommandFailedException(error!.Message);

    private IEnumerable<Connection> ConnectionsOf(ParseResult parsed, ConnectivityMatrix matrix) =>
        parsed.GetValue(_exposure) ? matrix.Exposure(_context.Cancellation)
        : parsed.GetValue(_all) ? matrix.Pairs(_context.Cancellation)
        : matrix.Connections(_context.Cancellation);

    private static void Write(ResultWriter result, OutputFormat format, ConnectivityMatrix matrix, IEnumerable<Connection> connections)
    {
        switch (format)
        {
            case OutputFormat.Csv:
                MatrixCsv.Write(result.Writer, connections);
                break;
            case OutputFormat.Markdown:
                MatrixMarkdown.Write(result.Writer, connections);
                break;
            case OutputFormat.Dot:
                MatrixDot.Write(result.Writer, matrix, connections);
                break;
            case OutputFormat.Mermaid:
                MatrixMermaid.Write(result.Writer, matrix, connections);
                break;
            case OutputFormat.Svg:
                MatrixSvg.Write(result.Writer, matrix, connections);
                break;
            default:
                MatrixText.Write(result.Page, connections);
                break;
        }
    }
}
