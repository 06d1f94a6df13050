using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Tracing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Json;
using PolicyEngine.Dataplane.Tracing;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol trace</c>: the way of a packet through the cluster, and of the answer to it.</summary>
internal sealed class TraceCommand
{
    private const string Description = """
        Walks a packet through the modelled network, hop by hop, and the answer back: routes, neighbours, encapsulation, translation and
        what the policies decide at each point, with the addresses they see there.

        FROM and TO are what `netpol can` takes but external; a workload or namespace stands for its first pod, and which address stands
        for a block is told. To svc/NS/NAME[:PORT] and
        nodeport/NS/NAME[:PORT]@NODE the packet is sent by the service's own address or the node's, and translated on its way. To an
        address it is sent as it is; ADDRESS@NODE says where packets from outside to a load balancer's address enter the cluster.

        What the input does not say of the network is inferred; --verbose tells what.

        Exit status: 0 delivered, 1 not delivered, 2 error, 3 unknown: what policies decide, or what a
        node does that runs Windows or Calico's eBPF programs, which are not modelled.

        Examples:
          netpol trace shop/web-0 shop/redis-0 --port 6379 -f cluster.yaml
          netpol trace shop/web-0 svc/shop/redis --port 6379 -f cluster/
          netpol trace 203.0.113.7 nodeport/shop/web@w2 --port 30080 -f cluster/
          netpol trace 203.0.113.7 198.51.100.9@w2 --port 80 -f cluster/
          netpol trace node/w3 shop/redis-0 --port 9121 -f cluster/ --format json
          netpol trace shop/web-0 192.0.2.10 --port 443 --size 1500 -f cluster/
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly Argument<string> _from = new("FROM") { Description = "Who sends." };
    private readonly Argument<string> _to = new("TO") { Description = "To whom." };
    private readonly Option<string?> _port = new("--port") { Description = "The destination port. Without it: a ping.", HelpName = "PORT" };
    private readonly Option<string?> _protocol = new("--protocol") { Description = "TCP, UDP, SCTP, ICMP, ICMPv6 or a number. With --port and without this: TCP, or what the service has.", HelpName = "PROTOCOL" };
    private readonly Option<string?> _sourcePort = new("--source-port") { Description = "The source port. Without it: 40000.", HelpName = "N" };
    private readonly Option<string?> _icmp = new("--icmp") { Description = "The ICMP type and code.", HelpName = "TYPE[/CODE]" };
    private readonly Option<int> _size = new("--size") { Description = "The octets of the packet, headers included.", HelpName = "N", DefaultValueFactory = _ => TraceQuery.UsualLength };
    private readonly Option<bool> _mayFragment = new("--may-fragment") { Description = "The packet may be taken apart on its way." };

    private TraceCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new TraceCommand(context).Build();

    private Command Build()
    {
        var command = new Command("trace", Description) { _from, _to, _port, _protocol, _sourcePort, _icmp, _size, _mayFragment };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var flow = new FlowArguments(parsed.GetValue(_port), parsed.GetValue(_protocol), parsed.GetValue(_sourcePort), parsed.GetValue(_icmp), null, null);
        InputArguments input = _input.Read(parsed, _context) with { KeepsDocuments = true };
        OutputArguments output = _output.Read(parsed);
        Query query = flow.ToQuery(parsed.GetValue(_from)!, parsed.GetValue(_to)!, input.Namespace);
        LoadedInput loaded = PolicyInput.Load(input, _context);
        DatastoreView view = DatastoreInput.Read(loaded.Result, input.Verbose, _context);
        var packet = new TraceQuery(query)
        {
            Length = parsed.GetValue(_size) is > 0 and <= ushort.MaxValue and var size ? size : throw new CommandFailedException("--size is not a number from 1 to 65535"),
            MayFragment = parsed.GetValue(_mayFragment),
        };
        var answer = TraceAnswer.Of(packet, loaded.Snapshot, view, _context.Cancellation);
        if (answer.Request is not { } there)
        {
            throw new CommandFailedException(answer.Error!.Message);
        }

        using (ResultWriter result = ResultWriter.Open(output, _context.Streams))
        {
            if (output.IsJson)
            {
                result.Writer.Write(JsonText.Document(json => TraceJson.Write(json, answer)));
            }
            else
            {
                new TraceText(result.Page).Write(query, answer.Notes, input.Verbose ? 0 : answer.Assumptions.Length, there, answer.Reply);
            }
        }

        return IsUnknown(there) || (answer.Reply is { } back && IsUnknown(back)) ? ExitStatus.Unknown
            : there.IsDelivered && answer.Reply!.IsDelivered ? ExitStatus.Yes
            : ExitStatus.No;
    }

    private static bool IsUnknown(PacketTrace trace) => trace.End is WalkEnd.PolicyUnknown or WalkEnd.NotModelled;
}
