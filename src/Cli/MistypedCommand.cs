using System.CommandLine;
using PolicyEngine.Binding;

namespace PolicyEngine.Cli;

/// <summary>Tells of a word that is no command where one has to be.</summary>
internal static class MistypedCommand
{
    /// <summary>What is wrong, even where help is asked for; null where a command is named, nothing that could be one, or none is wanted.</summary>
    public static string? In(ParseResult parsed)
    {
        Command above = parsed.CommandResult.Command;
        if ((parsed.Errors.Count == 0 && parsed.Action is not HelpPages) || above.Subcommands.Count == 0 || parsed.UnmatchedTokens is not [{ Length: > 0 } word, ..] || word[0] == '-')
        {
            return null;
        }

        string? nearest = NearestName.Of(word, above.Subcommands.Select(command => command.Name));
        return $"there is no command `{word}`{(nearest is null ? "" : $"; did you mean `{nearest}`?")}";
    }
}
