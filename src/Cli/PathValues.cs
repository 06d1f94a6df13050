using System.CommandLine;
using System.CommandLine.Parsing;

namespace PolicyEngine.Cli;

/// <summary>Refuses empty paths, which is what a script gives whose variable is not set.</summary>
internal static class PathValues
{
    private static readonly string[] s_names = ["PATH", "FILE", "DIR", "OLD", "NEW"];

    public static void AddTo(Command command)
    {
        foreach (Option option in command.Options.Where(option => s_names.Contains(option.HelpName, StringComparer.Ordinal)))
        {
            option.Validators.Add(given => Check(given, option.Name));
        }

        foreach (Argument argument in command.Arguments.Where(argument => s_names.Contains(argument.Name, StringComparer.Ordinal)))
        {
            argument.Validators.Add(given => Check(given, argument.Name));
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below);
        }
    }

    private static void Check(SymbolResult given, string name)
    {
        if (given.Tokens.Any(token => token.Value.Length == 0))
        {
            given.AddError($"{name}: the path is empty");
        }
    }
}
