using System.CommandLine;

namespace PolicyEngine.Cli;

/// <summary>Lets shells complete the values of options of which help lists all: <c>text|json</c>.</summary>
internal static class CompletionValues
{
    private const char Or = '|';

    public static void AddTo(Command command)
    {
        foreach (Option option in command.Options)
        {
            if (option.HelpName is { } values && values.Contains(Or, StringComparison.Ordinal) && values.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == Or))
            {
                option.CompletionSources.Add(values.Split(Or));
            }
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below);
        }
    }
}
