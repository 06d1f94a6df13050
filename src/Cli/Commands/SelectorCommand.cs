using System.CommandLine;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol selector</c>: the commands about label selectors.</summary>
internal static class SelectorCommand
{
    private const string Description = """
        Reads label selectors in Calico's language, and answers questions about everything they could ever match.

        Examples:
          netpol selector parse "role == 'database' && has(tier)"
          netpol selector match "role in {'database', 'cache'}" --labels role=cache,tier=back
          netpol selector implies "role == 'database'" "has(role)"
          netpol selector satisfiable "role starts with 'data' && role != 'database'"
        """;

    public static Command Create(CommandContext context) => new("selector", Description)
    {
        SelectorParseCommand.Create(context),
        SelectorMatchCommand.Create(context),
        SelectorImpliesCommand.Create(context),
        SelectorSatisfiableCommand.Create(context),
    };
}
