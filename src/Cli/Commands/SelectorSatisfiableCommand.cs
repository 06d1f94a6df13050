using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol selector satisfiable</c>: is there anything a selector could match.</summary>
internal static class SelectorSatisfiableCommand
{
    private const string Description = """
        Says whether a selector can match anything at all, whatever the cluster holds. If so, it shows labels that it matches.

        Exit status: 0 yes, 1 no, 2 error, 3 unknown.

        Example:
          netpol selector satisfiable "app starts with 'web-' && app ends with '-canary'"
        """;

    public static Command Create(CommandContext context)
    {
        var expression = new Argument<string>("EXPR") { Description = "The selector." };
        var universe = new UniverseOption();
        var output = new OutputOptions();
        var command = new Command("satisfiable", Description) { expression };
        universe.AddTo(command);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            Selector selector = SelectorInput.Parse(parsed.GetValue(expression)!);
            var answer = new SelectorFinding("satisfiable", "matched", universe.Read(parsed).Satisfiable(selector));
            return answer.Write(output.Read(parsed), context);
        });
        return command;
    }
}
