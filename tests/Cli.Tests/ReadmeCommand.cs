using System.Text;
using System.Text.RegularExpressions;

namespace Cli.Tests;

/// <summary>
/// A command line shown in a document. In blocks of <c>console</c> it stands behind a prompt, with what it prints below it, where <c>…</c>
/// stands for anything; in blocks of <c>sh</c> it is an example with files that there are not.
/// </summary>
internal sealed record ReadmeCommand(string Line, int Number, string? Output)
{
    private const string Prompt = "$ ";

    private const string Elision = "…";

    /// <summary>The words behind the name of the program, as a shell splits them: with double quotes, and up to a pipe, another file or a comment.</summary>
    public IReadOnlyList<string> Arguments { get; } = [.. Regex.Matches(Line, "(?:\"[^\"]*\"|[^\\s\"])+", RegexOptions.NonBacktracking)
        .Select(word => word.Value).TakeWhile(word => word is not ("|" or "<" or ">" or "#")).Skip(1).Select(word => word.Replace("\"", "", StringComparison.Ordinal))];

    /// <summary>The command lines in a document that show what they print.</summary>
    public static IEnumerable<ReadmeCommand> Shown(string file) => In(file).Where(command => command.Output is not null);

    /// <summary>The command lines of <c>netpol</c> in a document that are examples.</summary>
    public static IEnumerable<ReadmeCommand> Examples(string file) => In(file).Where(command => command.Output is null && command.Line.StartsWith("netpol ", StringComparison.Ordinal));

    /// <summary>Whether a text is what the document shows.</summary>
    public bool IsShown(string output) => Regex.IsMatch(output, $"^{string.Join(".*", Output!.TrimEnd('\n').Split(Elision).Select(Regex.Escape))}\\n?$", RegexOptions.Singleline | RegexOptions.NonBacktracking);

    private static IEnumerable<ReadmeCommand> In(string file)
    {
        ReadmeCommand? shown = null;
        var output = new StringBuilder();
        string language = "";
        foreach ((int index, string line) in File.ReadLines(file).Index())
        {
            bool isFence = line.StartsWith("```", StringComparison.Ordinal);
            bool isPrompt = language == "console" && line.StartsWith(Prompt, StringComparison.Ordinal);
            if ((isFence || isPrompt) && shown is not null)
            {
                yield return shown with { Output = output.ToString() };
                shown = null;
            }

            if (isFence)
            {
                language = language.Length == 0 ? line[3..] : "";
            }
            else if (isPrompt)
            {
                shown = new ReadmeCommand(line[Prompt.Length..], index + 1, null);
                output.Clear();
            }
            else if (language == "sh")
            {
                yield return new ReadmeCommand(line.Trim(), index + 1, null);
            }
            else
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
