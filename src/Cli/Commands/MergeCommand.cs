using System.CommandLine;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol merge</c>: joins the pieces of a run.</summary>
internal sealed class MergeCommand
{
    private const string Description = """
        Joins the results of runs with --shard, and prints what one run without it would have printed, byte for byte. The files may
        come in any order, but not through pipes: each is looked through before anything is printed. Nothing is printed where one
        is damaged, missing, given twice, or of another run: another command, other options, another netpol.yaml, another
        version, another list of clusters, parties or questions. That their documents were the same is not checked. The file
        of -o gets its place when it is whole.

        Exit status: 0 joined, 2 error. What was found does not count; each line of a fleet has its status.

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
        if (output is not null && files.Select(Draft.Followed).Contains(Draft.Followed(output), StringComparer.Ordinal))
        {
            throw new CommandFailedException($"-o: `{output}` is one of the files to join");
        }

        var pieces = ShardSet.Read(files, _context.Cancellation);
        if (output is null || !Draft.Suits(output))
        {
            Write(pieces, output);
            return ExitStatus.Yes;
        }

        using var draft = new Draft(output);
        Write(pieces, draft.Path);
        draft.Keep();
        return ExitStatus.Yes;
    }

    private void Write(ShardSet pieces, string? file)
    {
        using ResultWriter result = ResultWriter.Open(new OutputArguments(OutputFormat.Json, file), _context.Streams);
        pieces.Write(result.Writer, _context.Cancellation);
    }
}
