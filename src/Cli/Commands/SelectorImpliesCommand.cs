using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol selector implies</c>: does one selector match nothing that another does not.</summary>
internal static class SelectorImpliesCommand
{
    private const string Description = """
        Says whether everything that selector A could ever match is matched by selector B, whatever the cluster holds. If not,
        it shows labels that A matches and B does not.

        Exit status: 0 yes, 1 no, 2 error, 3 unknown.

        Example:
          netpol selector implies "app == 'web' && tier == 'front'" "has(app)"
        """;

    public static Command Create(CommandContext context)
    {
        var premise = new Argument<string>("A") { Description = "The selector that may imply the other." };
        var conclusion = new Argument<string>("B") { Description = "The selector that it may imply." };
        var universe = new UniverseOption();
        var output = new OutputOptions();
        var command = new Command("implies", Description) { premise, conclusion };
        universe.AddTo(command);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            Selector a = SelectorInput.Parse(parsed.GetValue(premise)!);
            Selector b = SelectorInput.Parse(parsed.GetValue(conclusion)!);
            var answer = new SelectorFinding("implies", "A matches and B does not", universe.Read(parsed).Implies(a, b));
            return answer.Write(output.Read(parsed), context);
        });
        return command;
    }
}
