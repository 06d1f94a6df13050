using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol ever</c>: may any pod there could be.</summary>
internal sealed class EverCommand
{
    private const string PodsPrefix = "pods:";

    private const string Description = """
        Says whether any pod with labels as described could ever exchange traffic with something that exists: not only the pods
        that are there, but every one that could be, in a namespace of the cluster or in a new one.

        Either FROM or TO is pods:EXPR, a selector of the pods' own labels; the other is as with `netpol can`. --in restricts the
        labels of the pods' namespace, of which kubernetes.io/metadata.name is its name.

        If such a pod could, it is shown, and what decides about it. The address and the ports of a pod that does not exist are not
        known: where rules about addresses decide, the answer is unknown.

        Exit status: 0 some pod could, 1 none ever, 2 error, 3 unknown.

        Examples:
          netpol ever "pods:!has(access)" svc/shop/redis --port 6379 -f cluster.yaml -f policies/
          netpol ever "pods:all()" shop/redis-0 --in "kubernetes.io/metadata.name != 'shop'" -f .
          netpol ever shop/web-0 "pods:app == 'db'" --port 5432 -f .
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();

    private readonly Argument<string> _from = new("FROM") { Description = "Who starts the connection." };
    private readonly Argument<string> _to = new("TO") { Description = "To whom." };

    private readonly Option<string?> _in = new("--in")
    {
        Description = "A selector of the labels of the pods' namespace. Without it: any namespace.",
        HelpName = "EXPR",
    };

    private readonly Option<string?> _port = new("--port") { Description = "The destination port. Without it: any.", HelpName = "PORT" };

    private readonly Option<string?> _protocol = new("--protocol")
    {
        Description = "The protocol or several, as with `netpol can`.",
        HelpName = "PROTOCOL",
    };

    private EverCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new EverCommand(context).Build();

    private Command Build()
    {
        var command = new Command("ever", Description) { _from, _to, _in, _port, _protocol };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments input = _input.Read(parsed, _context);
        OutputArguments output = _output.Read(parsed);
        EverQuery query = Read(parsed, input.Namespace);
        (PolicySnapshot snapshot, _) = PolicyInput.Load(input, _context);
        EverAnswer answer = snapshot.Ever(query, _context.Cancellation);
        if (answer.Error is not null)
        {
            throw new CommandFailedException(answer.Error.Message);
        }

        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json => new EverJson(json).Write(answer)));
        }
        else
        {
            new EverText(result.Page).Write(answer);
        }

        return FindingWords.StatusOf(answer.Truth);
    }

    private EverQuery Read(ParseResult parsed, string defaultNamespace)
    {
        string from = parsed.GetValue(_from)!;
        string to = parsed.GetValue(_to)!;
        bool podsReceive = to.StartsWith(PodsPrefix, StringComparison.Ordinal);
        if (from.StartsWith(PodsPrefix, StringComparison.Ordinal) == podsReceive)
        {
            throw new CommandFailedException($"one of FROM and TO is {PodsPrefix}EXPR, the other something that exists");
        }

        Query traffic = new FlowArguments(parsed.GetValue(_port), parsed.GetValue(_protocol), null, null, null, null).ToQuery(from, to, defaultNamespace);
        return new EverQuery
        {
            Pods = SelectorInput.Parse((podsReceive ? to : from)[PodsPrefix.Length..]),
            Namespaces = parsed.GetValue(_in) is { } namespaces ? SelectorInput.Parse(namespaces) : Selector.All,
            Peer = podsReceive ? from : to,
            PodsReceive = podsReceive,
            Protocols = traffic.Protocols,
            Port = traffic.Port,
            DefaultNamespace = defaultNamespace,
        };
    }
}
