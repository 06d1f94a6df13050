using System.CommandLine;
using System.Text;
using TestKit;

namespace Cli.Tests;

/// <summary>
/// The pages of the commands are made of what their <c>--help</c> is made of, and kept as text: a change of a command shows in the review.
/// To write them, run these tests with <c>ACCEPT_COMMAND_PAGES=1</c>.
/// </summary>
public sealed class CommandPagesTests
{
    private static readonly string s_folder = Directory.CreateDirectory(RepositoryRoot.PathOf("docs", "commands")).FullName;

    private static bool Accepts => Environment.GetEnvironmentVariable("ACCEPT_COMMAND_PAGES") == "1";

    [Fact]
    public void Every_command_has_its_page()
    {
        foreach ((string name, Command command) in CommandTree.Commands())
        {
            AssertIs(CommandPage.FileOf(name), CommandPage.Of(name, command));
        }
    }

    [Fact]
    public void Every_command_that_does_something_tells_its_exit_status() =>
        Assert.All(CommandTree.Commands().Where(command => command.Command.Action is not null), command => Assert.Contains("\nExit status: ", command.Command.Description!.ReplaceLineEndings("\n")));

    [Fact]
    public void The_index_lists_every_command()
    {
        var page = new StringBuilder("""
            # Commands

            What each command takes, as `--help` tells it. [The manual](../netpol.md) says how to use them, what they print and what their exit
            statuses mean.

            | Command | |
            | --- | --- |

            """);
        foreach ((string name, Command command) in CommandTree.Commands())
        {
            page.Append($"| [`{name}`]({CommandPage.FileOf(name)}) | {CommandPage.FirstSentence(command)} |\n");
        }

        AssertIs("README.md", page.ToString());
    }

    [Fact]
    public void There_are_no_other_pages() =>
        Assert.Equal(CommandTree.Commands().Select(command => CommandPage.FileOf(command.Name)).Append("README.md").Order(StringComparer.Ordinal), Directory.EnumerateFiles(s_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_manual_speaks_of_every_command_and_option()
    {
        string manual = File.ReadAllText(RepositoryRoot.PathOf("docs", "netpol.md"));

        string[] words = manual.Split([' ', '\n', '`', '|', '[', ']', '(', ')', ',', ';', '.', '='], StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> names = CommandTree.Commands().SelectMany(command => command.Command.Options.Where(option => !option.Hidden).Select(option => option.Name).Prepend(command.Command.Name));

        Assert.Empty(names.Except(words, StringComparer.Ordinal));
    }

    private static void AssertIs(string name, string text)
    {
        string file = Path.Combine(s_folder, name);
        if (Accepts)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", text);
    }
}
