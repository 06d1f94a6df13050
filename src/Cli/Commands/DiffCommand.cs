using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Diff;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol diff</c>: which connections two sets of input allow differently.</summary>
internal sealed class DiffCommand
{
    private const string Description = """
        Shows which connections are added, removed or changed between two sets of input, whatever the documents say, with what
        it comes from and a flow that shows it.

        OLD and NEW are files or directories. With -f instead, what --whatif and --without change is shown.

        Exit status: 0 nothing changes, 1 something does, 2 error.

        Examples:
          netpol diff main/manifests pull-request/manifests
          netpol diff old/ new/ --group namespace --format json
          netpol diff -f manifests/ --whatif new-policy.yaml
          netpol diff -f manifests/ --without networkpolicy/shop/redis
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly MatrixOptions _matrix = new();
    private readonly Argument<string?> _old = new("OLD") { Description = "The input before.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _new = new("NEW") { Description = "The input after.", Arity = ArgumentArity.ZeroOrOne };

    private DiffCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new DiffCommand(context).Build();

    private Command Build()
    {
        var command = new Command("diff", Description) { _old, _new };
        _matrix.AddTo(command);
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments input = _input.Read(parsed, _context);
        OutputArguments output = _output.Read(parsed);
        MatrixQuery query = _matrix.Read(parsed, input.Namespace);
        (PolicySnapshot before, PolicySnapshot after) = Load(input, parsed.GetValue(_old), parsed.GetValue(_new));
        ImmutableArray<ConnectionChange> changes = SemanticDiff.Between(before, after, query, out QueryError? error, _context.Cancellation);
        if (error is not null)
        {
            throw new CommandFailedException(error.Message);
        }

        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json => DiffJson.Write(json, changes)));
        }
        else
        {
            DiffText.Write(result.Page, changes);
        }

        return changes.IsEmpty ? ExitStatus.Yes : ExitStatus.No;
    }

    private (PolicySnapshot Before, PolicySnapshot After) Load(InputArguments input, string? old, string? now)
    {
        if (old is not null && now is not null)
        {
            if (input.Paths.Count > 0 || input.WhatIf.Count + input.Without.Count > 0)
            {
                throw new CommandFailedException("OLD and NEW are all there is to compare; -f, --whatif and --without do not go with them");
            }

            return (PolicyInput.Load(input with { Paths = [old] }, _context).Snapshot, PolicyInput.Load(input with { Paths = [now] }, _context).Snapshot);
        }

        if (old is not null || input.WhatIf.Count + input.Without.Count == 0)
        {
            throw new CommandFailedException("OLD and NEW are needed, or -f with --whatif or --without");
        }

        (PolicySnapshot after, PolicySnapshot? before) = PolicyInput.Load(input, _context);
        return (before!, after);
    }
}
