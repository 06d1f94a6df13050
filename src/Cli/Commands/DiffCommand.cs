using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Diff;
using PolicyEngine.Cli.Output.Gates;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol diff</c>: which connections two sets of input allow differently.</summary>
internal sealed class DiffCommand
{
    private const string Description = """
        Shows which connections are added, removed or changed between two sets of input, whatever the documents say, with what
        it comes from and a flow that shows it.

        OLD and NEW are files or directories. With -f instead, what --whatif and --without change is shown.

        With --gate FILE it is an error only if traffic becomes allowed that a gate of the file forbids.

        Exit status: 0 nothing changes, 1 something does, 2 error; with --gate: 0 no gate is violated, 1 one is, 2 error.

        Examples:
          netpol diff main/manifests pull-request/manifests
          netpol diff old/ new/ --group namespace --format json
          netpol diff -f manifests/ --whatif new-policy.yaml
          netpol diff -f manifests/ --without networkpolicy/shop/redis
          netpol diff main/manifests pull-request/manifests --gate gates.yaml
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly MatrixOptions _matrix = new();
    private readonly Argument<string?> _old = new("OLD") { Description = "The input before.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _new = new("NEW") { Description = "The input after.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _gate = new("--gate") { Description = "Fail only where traffic becomes allowed that a gate of this file forbids.", HelpName = "FILE" };

    private DiffCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new DiffCommand(context).Build();

    private Command Build()
    {
        var command = new Command("diff", Description) { _old, _new, _gate };
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
        ImmutableArray<Gate>? gates = parsed.GetValue(_gate) is { } file ? GateInput.Load(file, _context) : null;
        (PolicySnapshot before, PolicySnapshot after) = Load(input, parsed.GetValue(_old), parsed.GetValue(_new));
        ImmutableArray<ConnectionChange> changes = SemanticDiff.Between(before, after, query, out QueryError? error, _context.Cancellation);
        ImmutableArray<GateViolation> violations = error is null && gates is { } forbidden
            ? GateCheck.Between(before, after, query, forbidden, out error, _context.Cancellation)
            : [];
        if (error is not null)
        {
            throw new CommandFailedException(error.Message);
        }

        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        Write(result, output.IsJson, changes, gates is null ? null : violations);
        return gates is null ? (changes.IsEmpty ? ExitStatus.Yes : ExitStatus.No) : violations.IsEmpty ? ExitStatus.Yes : ExitStatus.No;
    }

    private static void Write(ResultWriter result, bool isJson, ImmutableArray<ConnectionChange> changes, ImmutableArray<GateViolation>? violations)
    {
        if (!isJson)
        {
            DiffText.Write(result.Page, changes);
            if (violations is { } violated)
            {
                GateText.Write(result.Page, violated);
            }
        }
        else if (violations is { } violated)
        {
            result.Writer.Write(JsonText.Document(json => GateJson.Write(json, changes, violated)));
        }
        else
        {
            result.Writer.Write(JsonText.Document(json => DiffJson.Write(json, changes)));
        }
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
