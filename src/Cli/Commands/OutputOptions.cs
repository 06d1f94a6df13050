using System.CommandLine;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options that say how results are given.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "The form of the result.",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _file = new("--output", "-o")
    {
        Description = "Write the result to a file instead of standard output.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_file);
    }

    public OutputArguments Read(ParseResult parsed) => parsed.GetValue(_format) switch
    {
        "text" => new OutputArguments(false, parsed.GetValue(_file)),
        "json" => new OutputArguments(true, parsed.GetValue(_file)),
        var other => throw new CommandFailedException($"--format: `{other}` is not a format; use text or json"),
    };
}
