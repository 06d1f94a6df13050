using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.Versioning;
using ParsedCommand = System.CommandLine.Parsing.CommandResult;

namespace Cli.Tests.Options;

/// <summary>Every option of every command, in a process.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EveryOptionTests(OptionFolder folder) : IClassFixture<OptionFolder>
{
    public static TheoryData<string, int, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, int, string>();
            foreach ((string line, int status, string says) in CommandLines.All)
            {
                lines.Add(line, status, says);
            }

            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void It_does_what_it_says(string line, int status, string says)
    {
        string file = Path.Combine(folder.Path, "out");
        File.Delete(file);

        CommandResult result = Netpol.RunProcess(
            start => start.Environment["PATH"] = Path.Combine(folder.Path, "bin") + Path.PathSeparator + start.Environment["PATH"],
            "",
            CommandLines.Arguments(line, folder.Path));

        Assert.True(status == result.Status, $"{result.Status}: {result.Error}");
        string written = line.Contains("-o {t}/out", StringComparison.Ordinal) && status < 2 ? File.ReadAllText(file) : "";
        Assert.Contains(says, result.Output + result.Error + written, StringComparison.Ordinal);
        Assert.Equal("", written.Length > 0 ? result.Output : "");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A new option has to be used above before this holds again.</summary>
    [Fact]
    public void No_option_and_no_value_of_a_list_is_left_out()
    {
        HashSet<string> used = new(CommandLines.All.SelectMany(line => UsedBy(CommandLines.Arguments(line.Line, folder.Path))), StringComparer.Ordinal);

        Assert.DoesNotContain(CommandTree.Commands().SelectMany(Uses), use => !used.Contains(use));
    }

    /// <summary>What a command may be given.</summary>
    private static IEnumerable<string> Uses((string Name, Command Command) command) =>
        command.Command.Subcommands.Count > 0 ? [] : command.Command.Options.SelectMany(option => ValuesOf(option).Select(value => $"{command.Name} {option.Name} {value}".TrimEnd()).Append($"{command.Name} {option.Name}")).Append(command.Name);

    /// <summary>What a command line gives.</summary>
    private static IEnumerable<string> UsedBy(string[] args)
    {
        ParsedCommand command = CommandTree.Root().Parse(args).CommandResult;
        string name = NameOf(command);
        yield return name;
        foreach (OptionResult option in command.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            yield return $"{name} {option.Option.Name}";
            foreach (Token value in option.Tokens)
            {
                yield return $"{name} {option.Option.Name} {value.Value}";
            }
        }
    }

    private static string NameOf(ParsedCommand result) =>
        result.Parent is ParsedCommand parent ? $"{NameOf(parent)} {result.Command.Name}" : "netpol";

    private static string[] ValuesOf(Option option) =>
        option.HelpName is { } values && values.Contains('|', StringComparison.Ordinal) && values.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '|') ? values.Split('|') : [];
}
