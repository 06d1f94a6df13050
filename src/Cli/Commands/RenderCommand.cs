using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol render</c>: rules that enforce the policies elsewhere.</summary>
internal sealed class RenderCommand
{
    private const string Description = """
        Writes the rules that enforce the policies: on a node as Calico programs it, on a switch, on a Windows endpoint.

        What a target cannot say exactly is told on standard error with an example and the rule behind it, and never passed over.
        --prove reads back what was written and compares it with the policies for every packet; a packet that is treated
        differently is shown, and that there is none.

        --since names the input whose rules the node holds; what is written then changes these rules and no others.

        Several texts are written one after the other, each behind a line that names it; --part writes one, and --output, where
        it names a directory, each to a file of its own.

        Exit status: 0 rendered, 1 something is lost, differs or could not be proved, 2 error.

        Examples:
          netpol render --target iptables --node worker-1 -o rules/ cluster/
          netpol render --target nftables --node worker-1 --since before/ after/ | nft -f -
          netpol render --target ios --endpoint shop/redis-0 --name redis cluster.yaml policies/
          netpol render --target rfc8519 --endpoint deploy/shop/redis --prove manifests/
          netpol render --target hns --endpoint shop/web-0 --format json -f manifests/
          netpol render --target hns --form tiered --endpoint shop/web-0 -f manifests/
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _target = new("--target")
    {
        Description = "What to render for.",
        HelpName = string.Join('|', RendererTable.Names),
        Required = true,
    };

    private readonly Option<string?> _node = new("--node") { Description = "The node whose rules are wanted. Without it: the first by name; of several, standard error tells which.", HelpName = "NODE" };
    private readonly Option<string[]> _endpoints = new("--endpoint")
    {
        Description = "Whose policies access lists enforce: any name that `netpol can` takes for an endpoint. Repeatable. Without it: all pods.",
        HelpName = "ENDPOINT",
    };

    private readonly Option<string> _name = new("--name") { Description = "A name for access lists.", HelpName = "NAME", DefaultValueFactory = _ => "policy" };
    private readonly Option<string> _fidelity = new("--fidelity")
    {
        Description = "What rules of a node are equal to where Calico's agent errs: to what the policies mean, or to the agent's own.",
        HelpName = "exact|felix",
        DefaultValueFactory = _ => "exact",
    };

    private readonly Option<string> _form = new("--form")
    {
        Description = "How lists for Windows say tiers: as one list of what they decide together, or each with its rules.",
        HelpName = "flat|tiered",
        DefaultValueFactory = _ => "flat",
    };

    private readonly Option<bool> _objectGroups = new("--object-groups") { Description = "Name groups of IPv4 addresses in lists for ios, in place of a line for each block." };
    private readonly Option<string[]> _since = new("--since")
    {
        Description = "Input whose rules the node holds: write what changes them. A file, a directory, or - for standard input. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _part = new("--part") { Description = "Write only this one of several texts.", HelpName = "PART" };
    private readonly Option<bool> _prove = new("--prove") { Description = "Prove that no packet is treated differently than by the policies." };

    private RenderCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new RenderCommand(context).Build();

    private Command Build()
    {
        var command = new Command("render", Description) { _paths, _target, _node, _endpoints, _since, _fidelity, _form, _objectGroups, _name, _part, _prove };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IRenderer renderer = RendererTable.Find(parsed.GetValue(_target)!);
        string[] held = parsed.GetValue(_since) ?? [];
        bool isForNode = renderer.Target is RenderTarget.Iptables or RenderTarget.Nftables;
        if (held.Length > 0 && !isForNode)
        {
            throw new CommandFailedException("--since: access lists are always whole; rules of a node can be changed");
        }

        if (parsed.GetValue(_objectGroups) && renderer.Target != RenderTarget.Ios)
        {
            throw new CommandFailedException("--object-groups: only ios has them");
        }

        InputArguments given = _input.Read(parsed, _context);
        InputArguments input = given with { Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []], NeedsAll = true };
        OutputArguments output = _output.Read(parsed);
        PolicySnapshot snapshot = PolicyInput.Load(input, _context).Snapshot;
        PolicySnapshot? since = PolicyInput.LoadBefore(held, input, _context)?.Snapshot;
        RenderRequest request = Request(parsed, snapshot, input.Namespace) with
        {
            Form = FormOf(parsed.GetValue(_form)!, renderer),
            UsesObjectGroups = parsed.GetValue(_objectGroups),
            Since = since,
            Node = parsed.GetValue(_node) is { } node ? NodeName.Check(node, snapshot, since) : isForNode ? NodeName.First(snapshot, _context) : null,
        };
        RenderResult result = renderer.Render(snapshot, request, _context.Cancellation);
        if (parsed.GetValue(_part) is { } part)
        {
            result = result with { Parts = [result.Parts.FirstOrDefault(known => known.Name == part) ?? throw new CommandFailedException($"--part: there is no `{part}`; there are {string.Join(", ", result.Parts.Select(known => known.Name))}")] };
        }

        if (output.IsJson)
        {
            using ResultWriter json = ResultWriter.Open(output, _context.Streams);
            json.Writer.Write(JsonText.Document(writer => RenderJson.Write(writer, result)));
        }
        else
        {
            RenderText.Write(result, output, _context.Streams);
        }

        LossReport.Print(result, request.Proves, _context.Streams.Error);
        return result.Losses.IsEmpty && result.Differences.IsEmpty && result.Unproved.IsEmpty ? ExitStatus.Yes : ExitStatus.No;
    }

    private static Fidelity FidelityOf(string name) => name switch
    {
        "exact" => Fidelity.Exact,
        "felix" => Fidelity.Felix,
        _ => throw new CommandFailedException($"--fidelity: `{name}` is none; there are exact and felix"),
    };

    private static AclForm FormOf(string name, IRenderer renderer) => name switch
    {
        "flat" => AclForm.Flat,
        "tiered" when renderer.Target == RenderTarget.Hns => AclForm.Tiered,
        "tiered" => throw new CommandFailedException("--form: only hns has tiers"),
        _ => throw new CommandFailedException($"--form: `{name}` is none; there are flat and tiered"),
    };

    private RenderRequest Request(ParseResult parsed, PolicySnapshot snapshot, string @namespace)
    {
        var endpoints = new List<Endpoint>();
        foreach (string reference in parsed.GetValue(_endpoints) ?? [])
        {
            endpoints.AddRange(EndpointFinder.Find(snapshot, reference, @namespace, out QueryError? error));
            if (error is not null)
            {
                throw new CommandFailedException(error.Message);
            }
        }

        ImmutableArray<Endpoint> addressed = [.. endpoints.Distinct().Where(endpoint => !endpoint.Addresses.IsEmpty)];
        return endpoints.Count > 0 && addressed.IsEmpty
            ? throw new CommandFailedException("--endpoint: none of the endpoints has an address, of which access lists are made")
            : new RenderRequest { Fidelity = FidelityOf(parsed.GetValue(_fidelity)!), Endpoints = addressed, Name = parsed.GetValue(_name)!, Proves = parsed.GetValue(_prove) };
    }
}
