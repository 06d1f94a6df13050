using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol show</c>: the policies in force on an endpoint.</summary>
internal sealed class ShowCommand
{
    private const string Description = """
        Shows the policies in force on an endpoint, in evaluation order, for each direction.

        Also its labels as selectors see them, its addresses, its named ports and the profiles that decide when no policy does.

        Exit status: 0 shown, 2 error.

        Examples:
          netpol show shop/redis-0 -f cluster.yaml -f policies/
          netpol show deploy/shop/frontend -f . --format json
          netpol show hep/worker-1 -f .
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly Argument<string> _endpoint = new("ENDPOINT") { Description = "Any name that `netpol can` takes for an endpoint." };

    private ShowCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new ShowCommand(context).Build();

    private Command Build()
    {
        var command = new Command("show", Description) { _endpoint };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments input = _input.Read(parsed, _context) with { NeedsAll = true };
        OutputArguments output = _output.Read(parsed);
        PolicySnapshot snapshot = PolicyInput.Load(input, _context).Snapshot;
        ImmutableArray<Endpoint> endpoints =
            EndpointFinder.Find(snapshot, parsed.GetValue(_endpoint)!, input.Namespace, out QueryError? error);
        if (error is not null)
        {
            throw new CommandFailedException(error.Message);
        }

        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json => new EndpointJson(json, snapshot).Write(endpoints)));
        }
        else
        {
            new EndpointText(result.Page, snapshot).Write(endpoints);
        }

        return ExitStatus.Yes;
    }
}
