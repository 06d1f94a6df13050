using System.CommandLine;
using System.Text;

namespace Cli.Tests;

/// <summary>The page of a command, made of what its <c>--help</c> is made of.</summary>
internal static class CommandPage
{
    private const string Examples = "Examples:";

    public static string Of(string name, Command command)
    {
        (string about, string? examples) = command.Description!.Split($"\n{Examples}\n") is [var first, var second] ? (first, second) : (command.Description!, null);
        var page = new StringBuilder($"# `{name}`\n\n{Quoted(about.Trim())}\n");
        if (examples is not null)
        {
            page.Append($"\n```sh\n{string.Join('\n', examples.TrimEnd().Split('\n').Select(line => line.Trim()))}\n```\n");
        }

        Table(page, "Argument", [.. command.Arguments.Select(argument => ($"`{argument.Name}`", argument.Description))]);
        Table(page, "Option", [.. command.Options.Where(option => !option.Hidden).Select(option => (Spelling(option), option.Description))]);
        Table(page, "Command", [.. command.Subcommands.Select(inner => ($"[`{name} {inner.Name}`]({FileOf($"{name} {inner.Name}")})", FirstSentence(inner)))]);
        page.Append("\n[All commands](README.md) · [how to use them](../netpol.md)\n");
        return page.ToString();
    }

    /// <summary>The file of a command's page.</summary>
    public static string FileOf(string name) => name.Replace("netpol ", "", StringComparison.Ordinal).Replace(' ', '-') + ".md";

    /// <summary>What a command does, in a sentence.</summary>
    public static string FirstSentence(Command command) => command.Description!.Split("\n\n")[0].Replace("\n", " ", StringComparison.Ordinal).Split(". ")[0].TrimEnd('.', ':') + ".";

    private static string Spelling(Option option)
    {
        string value = option.ValueType == typeof(bool) ? "" : option.HelpName is { } name ? $" <{name}>" : "";
        return string.Join(", ", option.Aliases.Append(option.Name).OrderBy(alias => alias.Length).Select(alias => $"`{alias}`"))
            + (value.Length > 0 ? $" `{value.Trim()}`" : "");
    }

    /// <summary>Paragraphs as they are; what is indented is shown as it is written.</summary>
    private static string Quoted(string text) => string.Join("\n\n", text.Split("\n\n").Select(paragraph =>
        paragraph.StartsWith("  ", StringComparison.Ordinal) ? $"```yaml\n{string.Join('\n', paragraph.Split('\n').Select(line => line[2..]))}\n```" : Escaped(paragraph)));

    private static void Table(StringBuilder page, string head, IReadOnlyCollection<(string Name, string? Description)> rows)
    {
        if (rows.Count > 0)
        {
            page.Append($"\n| {head} | |\n| --- | --- |\n");
            foreach ((string name, string? description) in rows)
            {
                page.Append($"| {name.Replace("|", "\\|", StringComparison.Ordinal)} | {Escaped(description ?? "").Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }
    }

    private static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
