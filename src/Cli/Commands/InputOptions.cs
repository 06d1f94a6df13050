using System.CommandLine;
using PolicyEngine.Cli.Input;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options of every command that reads a cluster.</summary>
internal sealed class InputOptions
{
    private readonly Option<string[]> _paths = new("--filename", "-f")
    {
        Description = "A file, a directory (all *.yaml, *.yml and *.json below it), or - for standard input. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _namespace = new("--namespace", "-n")
    {
        Description = "The namespace of objects and endpoint names that give none.",
        HelpName = "NS",
        DefaultValueFactory = _ => "default",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Say on standard error what was read and which kinds were passed over.",
    };

    public void AddTo(Command command)
    {
        command.Add(_paths);
        command.Add(_namespace);
        command.Add(_verbose);
    }

    public InputArguments Read(ParseResult parsed)
    {
        string @namespace = parsed.GetValue(_namespace)!;
        return @namespace.Length > 0
            ? new InputArguments(parsed.GetValue(_paths) ?? [], @namespace, parsed.GetValue(_verbose))
            : throw new CommandFailedException("--namespace: the name is empty");
    }
}
