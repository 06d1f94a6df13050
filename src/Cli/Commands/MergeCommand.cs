using System.CommandLine;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol merge</c>: joins the pieces of a run.</summary>
internal sealed class MergeCommand
{
    private const string Description = """
        Joins the results of runs with --shard, and prints what one run without it would have printed, byte for byte. The files may
        come in any order. Nothing is printed where one is damaged, missing, given twice, or of another run: another command,
        other options, other input, another version.

        Exit status: 0 joined, 2 error.

        Examples:
          netpol matrix manifests/ --format json --shard 1/2 -o 1.jsonl
          netpol matrix manifests/ --format json --shard 2/2 -o 2.jsonl
          netpol merge 1.jsonl 2.jsonl -o matrix.json
        """;

    private readonly CommandContext _context;
    private readonly Argument<string[]> _files = new("FILE") { Description = "The results.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _output = OutputOptions.CreateFile();

    private MergeCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new MergeCommand(context).Build();

    private Command Build()
    {
        var command = new Command("merge", Description) { _files, _output };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = parsed.GetValue(_files) ?? [];
        string? output = parsed.GetValue(_output);
        if (output is not null && files.Select(Path.GetFullPath).Contains(Path.GetFullPath(output), StringComparer.Ordinal))
        {
            throw new CommandFailedException($"-o: `{output}` is one of the files to join");
        }

        var pieces = ShardSet.Read(files, _context.Cancellation);
        using ResultWriter result = ResultWriter.Open(new OutputArguments(OutputFormat.Json, output), _context.Streams);
        pieces.Write(result.Writer, _context.Cancellation);
        return ExitStatus.Yes;
    }
}
