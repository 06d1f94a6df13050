using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options that say which connections are meant.</summary>
internal sealed class MatrixOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "Only connections that start here.", HelpName = "FROM" };
    private readonly Option<string?> _to = new("--to") { Description = "Only connections that go there.", HelpName = "TO" };
    private readonly Option<string?> _port = new("--port") { Description = "Only this destination port, a number or a name.", HelpName = "PORT" };
    private readonly Option<string?> _protocol = new("--protocol") { Description = "Only these protocols, as TCP,UDP. With --port and without this: TCP.", HelpName = "PROTOCOL" };
    private readonly Option<bool> _self = new("--self") { Description = "What pods of one workload may do among themselves, too." };
    private readonly Option<string> _group = new("--group")
    {
        Description = "What pods are put together by.",
        HelpName = "workload|namespace|pod",
        DefaultValueFactory = _ => "workload",
    };

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
        command.Add(_port);
        command.Add(_protocol);
        command.Add(_group);
        command.Add(_self);
    }

    public MatrixQuery Read(ParseResult parsed, string defaultNamespace)
    {
        Query traffic = new FlowArguments(parsed.GetValue(_port), parsed.GetValue(_protocol), null, null, null, null).ToQuery("", "", defaultNamespace);
        return new MatrixQuery
        {
            From = parsed.GetValue(_from),
            To = parsed.GetValue(_to),
            Grouping = GroupingOf(parsed.GetValue(_group)!),
            Protocols = traffic.Protocols,
            Port = traffic.Port,
            IncludesOwn = parsed.GetValue(_self),
            DefaultNamespace = defaultNamespace,
        };
    }

    private static Grouping GroupingOf(string name) => name switch
    {
        "workload" => Grouping.Workload,
        "namespace" => Grouping.Namespace,
        "pod" => Grouping.Pod,
        _ => throw new CommandFailedException($"--group: `{name}` is none; use workload, namespace or pod"),
    };
}
