using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PolicyEngine.Cli.Completion;

/// <summary>Answers the scripts of shells, <c>[suggest:POSITION] LINE</c>: what may follow the line up to the position.</summary>
internal sealed class Suggestions(SuggestDirective directive, TextWriter output) : SynchronousCommandLineAction
{
    // Other ways to write --help, which nobody looks for.
    private static readonly string[] s_silent = ["-?", "-h"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string line = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        int position = PositionOf(parseResult.GetResult(directive)!, line.Length);
        (string option, string words) = Separate(line[..position]);
        ParseResult typed = parseResult.RootCommandResult.Command.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        CompletionContext place = typed.GetCompletionContext();

        // The parser takes all that follows an option that may be repeated for values of it.
        IEnumerable<CompletionItem> found = AwaitsValue(typed, place.WordToComplete) ? typed.GetCompletions() : typed.CommandResult.Command.GetCompletions(place);
        foreach (string text in found.Select(item => item.InsertText ?? item.Label).Except(s_silent, StringComparer.Ordinal))
        {
            output.Write($"{option}{text}\n");
        }

        return ExitStatus.Yes;
    }

    /// <summary>Makes two words of <c>--option=value</c> at the end, which the parser completes nothing of; whoever typed it wants it whole.</summary>
    private static (string Option, string Words) Separate(string line)
    {
        int start = line.LastIndexOf(' ') + 1;
        int sign = line.AsSpan(start).StartsWith('-') ? line.AsSpan(start).IndexOfAny('=', ':') : -1;
        return sign < 0 ? ("", line) : (line[start..(start + sign + 1)], $"{line[..(start + sign)]} {line[(start + sign + 1)..]}");
    }

    private static int PositionOf(DirectiveResult given, int length) => given.Values switch
    {
        [] => length,
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int position) => Math.Min(position, length),
        _ => throw new CommandFailedException("[suggest:POSITION]: the position is no number"),
    };

    /// <summary>Whether the word before the one that is typed is an option with a value.</summary>
    private static bool AwaitsValue(ParseResult typed, string word)
    {
        Token? before = typed.Tokens.SkipLast(word.Length > 0 ? 1 : 0).LastOrDefault();
        return before is { Type: TokenType.Option }
            && typed.CommandResult.Command.Options.Any(option => option.ValueType != typeof(bool) && option.Aliases.Append(option.Name).Contains(before.Value, StringComparer.Ordinal));
    }
}
