using System.CommandLine;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options that say how results are given.</summary>
internal sealed class OutputOptions
{
    private static readonly (string Name, OutputFormat Format)[] s_formats =
    [
        ("text", OutputFormat.Text),
        ("json", OutputFormat.Json),
        ("csv", OutputFormat.Csv),
        ("md", OutputFormat.Markdown),
        ("dot", OutputFormat.Dot),
        ("mermaid", OutputFormat.Mermaid),
        ("svg", OutputFormat.Svg),
        ("sarif", OutputFormat.Sarif),
        ("junit", OutputFormat.JUnit),
        ("github", OutputFormat.GitHub),
        ("gitlab", OutputFormat.GitLab),
        ("azure", OutputFormat.Azure),
    ];

    private readonly (string Name, OutputFormat Format)[] _formats;
    private readonly Option<string> _format;

    private readonly Option<string?> _file = CreateFile();

    /// <param name="more">The forms that results have beside text and JSON.</param>
    public OutputOptions(params OutputFormat[] more)
    {
        _formats = [.. s_formats.Where(format => format.Format is OutputFormat.Text or OutputFormat.Json || more.Contains(format.Format))];
        _format = new Option<string>("--format")
        {
            Description = "The form of the result.",
            HelpName = string.Join('|', _formats.Select(format => format.Name)),
            DefaultValueFactory = _ => "text",
        };
    }

    /// <summary>The option that names the file of a result.</summary>
    public static Option<string?> CreateFile() => new("--output", "-o")
    {
        Description = "Write the result to a file instead of standard output.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_file);
    }

    public OutputArguments Read(ParseResult parsed) => new(FormatOf(parsed.GetValue(_format)!, "--format"), parsed.GetValue(_file));

    /// <summary>The form of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="option">The option that gives it.</param>
    /// <exception cref="CommandFailedException">There is no such form.</exception>
    public OutputFormat FormatOf(string name, string option)
    {
        int index = Array.FindIndex(_formats, format => format.Name == name);
        if (index >= 0)
        {
            return _formats[index].Format;
        }

        string[] names = [.. _formats.Select(format => format.Name)];
        throw new CommandFailedException($"{option}: `{name}` is not a format; use {string.Join(", ", names[..^1])} or {names[^1]}");
    }
}
