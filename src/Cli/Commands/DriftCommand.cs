using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Documents;
using PolicyEngine.Json;
using PolicyEngine.Renderers.Drift;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol drift</c>: the rules that a node holds, compared with its policies.</summary>
internal sealed class DriftCommand
{
    private const string Description = """
        Compares the rules that a node holds with its policies, by what becomes of every packet of its pods and host endpoints.

        The rules are what iptables-save, ip6tables-save, ipset save and nft -j list ruleset wrote on the node. Names, order and form of
        rules do not matter, only their effect; chains that translate addresses are passed by. Each difference is shown with a packet,
        the rule that decides about it, and what the policies say.

        Exit status: 0 same effect, 1 they differ, 2 error, 3 not everything is understood, and no difference is known.

        Examples:
          netpol drift --node worker-1 --iptables-save rules.txt --ipset-save sets.txt cluster/
          netpol drift --node worker-1 --nft ruleset.json cluster/
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    /// <summary>The bytes of the rules of one node: many times those of any that works.</summary>
    private const long MostRules = 128L << 20;

    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _node = new("--node") { Description = "The node.", HelpName = "NODE", Required = true };
    private readonly Option<string?> _iptables = new("--iptables-save") { Description = "What iptables-save wrote.", HelpName = "FILE" };
    private readonly Option<string?> _ip6tables = new("--ip6tables-save") { Description = "What ip6tables-save wrote.", HelpName = "FILE" };
    private readonly Option<string?> _ipsets = new("--ipset-save") { Description = "What ipset save wrote.", HelpName = "FILE" };
    private readonly Option<string?> _nft = new("--nft") { Description = "What nft -j list ruleset wrote.", HelpName = "FILE" };

    private DriftCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new DriftCommand(context).Build();

    private Command Build()
    {
        var command = new Command("drift", Description) { _paths, _node, _iptables, _ip6tables, _ipsets, _nft };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var saved = new SavedRules
        {
            Iptables = Read(parsed, _iptables),
            Ip6tables = Read(parsed, _ip6tables),
            Ipsets = Read(parsed, _ipsets),
            Nftables = Read(parsed, _nft),
        };
        if (saved is { Iptables: null, Ip6tables: null, Nftables: null })
        {
            throw new CommandFailedException("drift: give the rules of the node with --iptables-save, --ip6tables-save or --nft");
        }

        InputArguments given = _input.Read(parsed, _context);
        OutputArguments output = _output.Read(parsed);
        PolicySnapshot snapshot = PolicyInput.Load(given with { Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []] }, _context).Snapshot;
        string node = NodeName.Check(parsed.GetValue(_node)!, snapshot);
        if (saved.FindForeign() is [var foreign, ..])
        {
            throw new CommandFailedException($"{FileOf(parsed, foreign)} is not what {PrinterOf(foreign)} prints");
        }

        DriftResult result = NodeDrift.Find(snapshot, node, saved, _context.Cancellation);
        using (ResultWriter writer = ResultWriter.Open(output, _context.Streams))
        {
            if (output.IsJson)
            {
                writer.Writer.Write(JsonText.Document(json => DriftJson.Write(json, node, result)));
            }
            else
            {
                DriftText.Write(writer.Page, node, result);
            }
        }

        var errors = new TextPage(_context.Streams.Error, colour: false);
        foreach (DriftProblem problem in result.Problems)
        {
            errors.Line($"{FileOf(parsed, problem.Text)}:{problem.Line}:{problem.Column}: warning: {problem.Message}");
        }

        return result.Outcome switch
        {
            DriftOutcome.Same => ExitStatus.Yes,
            DriftOutcome.Different => ExitStatus.No,
            _ => ExitStatus.Unknown,
        };
    }

    private static string PrinterOf(string text) => text switch
    {
        "nft" => "`nft -j list ruleset`",
        "ipset" => "`ipset save`",
        _ => $"{text}-save",
    };

    private string FileOf(ParseResult parsed, string text) => parsed.GetValue(text switch
    {
        "iptables" => _iptables,
        "ip6tables" => _ip6tables,
        "ipset" => _ipsets,
        _ => _nft,
    })!;

    private static string? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } path)
        {
            return null;
        }

        try
        {
            return WholeInput.ReadText(path, MostRules);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailedException($"{option.Name}: {problem.Message}", problem);
        }
    }
}
