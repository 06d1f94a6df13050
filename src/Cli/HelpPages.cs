using System.Buffers;
using System.CommandLine;
using System.CommandLine.Invocation;

namespace PolicyEngine.Cli;

/// <summary>Shows help: of commands in a list, the first sentence of what their own page says.</summary>
internal sealed class HelpPages(SynchronousCommandLineAction pages) : SynchronousCommandLineAction
{
    private static readonly SearchValues<string> s_ends = SearchValues.Create([". ", ": "], StringComparison.Ordinal);

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (Command command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = SummaryOf(command.Description ?? "");
        }

        return pages.Invoke(parseResult);
    }

    /// <summary>The first sentence, up to what it enumerates, in one line.</summary>
    private static string SummaryOf(string description)
    {
        string first = description.Split("\n\n", 2)[0].ReplaceLineEndings(" ") + " ";
        int end = first.AsSpan().IndexOfAny(s_ends);
        return $"{first[..end]}.";
    }
}
