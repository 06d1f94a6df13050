using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Fixes;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol can</c>: may this traffic pass, and what decides.</summary>
internal sealed class CanCommand
{
    private const string Description = """
        Says whether traffic may pass, and which tier, policy and rule decides on either side.

        Without --port, --protocol and --icmp the answer is about all traffic.

        FROM and TO are any of: NS/POD, pod/NS/NAME, deploy/NS/NAME (and the other workload kinds), ns/NAME, sa/NS/NAME,
        svc/NS/NAME[:PORT], node/NAME, hep/NAME, netset/[NS/]NAME, an IP address, a CIDR, external, selector:EXPR,
        labels:KEY=VALUE,...@NS (a pod that does not exist yet), or a bare NAME that only one endpoint bears.

        TO may also be nodeport/NS/NAME[:PORT][@NODE], the port that nodes open for a service, at one node or at each; or
        fqdn:NAME, a domain name outside the cluster.

        Exit status: 0 allowed, 1 denied or partial, 2 error, 3 unknown or ambiguous. It is that of the enforced policies; what
        staged ones would change is told beside it.

        Examples:
          netpol can shop/web-0 shop/redis-0 --port 6379 -f cluster.yaml -f policies/
          netpol can deploy/shop/frontend svc/shop/redis:6379 -f . --explain
          netpol can 203.0.113.7 svc/shop/web --port 80 -f . --format json
          netpol can ns/dev ns/shop -f .
          netpol can 203.0.113.7 nodeport/shop/web@w1 --port 30080 -f .
          netpol can labels:app=worker@shop shop/redis-0 --port 6379 -f . --whatif new-policy.yaml
          netpol can shop/batch-1 shop/redis-0 --port 6379 -f . --fix
          netpol can shop/web-0 shop/api-0 --port 80 --http-method GET --http-path /orders -f . --profile calico-application-layer
          netpol can --queries questions.jsonl -f .
          netpol can --queries questions.jsonl -f . --shard 2/8 -o 2.jsonl
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();

    private readonly Argument<string?> _from = new("FROM") { Description = "Who starts the connection.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _to = new("TO") { Description = "To whom.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _port = new("--port")
    {
        Description = "The destination port, a number or a name.",
        HelpName = "PORT",
    };

    private readonly Option<string?> _protocol = new("--protocol")
    {
        Description = "TCP, UDP, SCTP, ICMP, ICMPv6 or a number, or several of them as TCP,UDP. With --port and without this: TCP, or what the service has.",
        HelpName = "PROTOCOL",
    };

    private readonly Option<string?> _sourcePort = new("--source-port")
    {
        Description = "The source port. Without it: any.",
        HelpName = "N",
    };

    private readonly Option<string?> _icmp = new("--icmp")
    {
        Description = "The ICMP type and code; ICMP unless --protocol says ICMPv6.",
        HelpName = "TYPE[/CODE]",
    };

    private readonly Option<string?> _httpMethod = new("--http-method")
    {
        Description = "The method of the HTTP request. Without it: any. Only --profile calico-application-layer looks at it.",
        HelpName = "METHOD",
    };

    private readonly Option<string?> _httpPath = new("--http-path")
    {
        Description = "The path of the HTTP request, as --http-method.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _queries = new("--queries")
    {
        Description = "Answer many: JSON Lines in, - for standard input; JSON Lines out in the same order.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "Show every tier, policy and rule that was considered, and why it matched or not.",
    };

    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Propose new policies that turn the verdict over, and say what else they would change.",
    };

    private readonly ShardOption _shard = new();

    private CanCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new CanCommand(context).Build();

    private Command Build()
    {
        var command = new Command("can", Description) { _from, _to, _port, _protocol, _sourcePort, _icmp, _httpMethod, _httpPath, _queries, _explain, _fix };
        _shard.AddTo(command);
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var flow = new FlowArguments(
            parsed.GetValue(_port),
            parsed.GetValue(_protocol),
            parsed.GetValue(_sourcePort),
            parsed.GetValue(_icmp),
            parsed.GetValue(_httpMethod),
            parsed.GetValue(_httpPath));
        InputArguments input = _input.Read(parsed, _context);
        OutputArguments output = _output.Read(parsed);
        string? from = parsed.GetValue(_from);
        string? to = parsed.GetValue(_to);
        ShardedRun? piece = _shard.Read(parsed, input.Configuration);
        if (parsed.GetValue(_queries) is { } queries)
        {
            if (from is not null || !flow.IsEmpty)
            {
                throw new CommandFailedException("--queries takes its questions from a file; FROM, TO and options of the traffic do not go with it");
            }

            if (parsed.GetValue(_fix))
            {
                throw new CommandFailedException("--fix is for one question; it does not go with --queries");
            }

            return new QueryBatch(_context, input, output, parsed.GetValue(_explain), piece).Run(queries);
        }

        if (piece is not null)
        {
            throw new CommandFailedException("--shard: one question is not split; it goes with --queries");
        }

        if (from is null || to is null)
        {
            throw new CommandFailedException("FROM and TO are needed, or --queries");
        }

        Query query = flow.ToQuery(from, to, input.Namespace);
        (PolicySnapshot snapshot, PolicySnapshot? earlier) = PolicyInput.Load(input, _context);
        Answer answer = snapshot.Ask(query, _context.Cancellation);
        Answer? before = earlier?.Ask(query, _context.Cancellation);
        FixAnswer? fixes = parsed.GetValue(_fix) && answer.Error is null ? snapshot.Fix(query, _context.Cancellation) : null;
        Write(answer, before, fixes, output, parsed.GetValue(_explain));
        if (answer.Error is not null)
        {
            throw new CommandFailedException(answer.Error.Message);
        }

        return ExitStatus.Of(answer.Verdict);
    }

    private void Write(Answer answer, Answer? before, FixAnswer? fixes, OutputArguments output, bool explain)
    {
        if (output.IsJson)
        {
            ExplanationDepth depth = explain ? ExplanationDepth.Steps : ExplanationDepth.NearestRules;
            string document = JsonText.Document(json => new AnswerJson(json, answer.Snapshot, depth, before, fixes).Write(answer));
            using ResultWriter result = ResultWriter.Open(output, _context.Streams);
            result.Writer.Write(document);
        }
        else if (answer.Error is null)
        {
            using ResultWriter result = ResultWriter.Open(output, _context.Streams);
            new AnswerText(result.Page, answer.Snapshot, explain).Write(answer, before);
            if (fixes is not null)
            {
                new FixText(result.Page).Write(fixes);
            }
        }
    }
}
