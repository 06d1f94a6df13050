using System.CommandLine;
using System.CommandLine.Parsing;

namespace PolicyEngine.Cli;

/// <summary>Refuses empty paths, which is what a script gives whose variable is not set, and mistyped options that would be taken for paths.</summary>
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

    /// <summary>What stands where paths do and begins as options do. A path that does comes behind <c>--</c>.</summary>
    public static IEnumerable<string> MistypedOptions(ParseResult parsed)
    {
        var options = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children
            .Where(TakesPaths)
            .SelectMany(given => given.Tokens)
            .Where(token => token.Value.Length > 1 && token.Value[0] == '-' && options.Contains(token))
            .Select(token => $"Unrecognized option '{token.Value}'. A path of this name goes behind --.");
    }

    private static bool TakesPaths(SymbolResult given) => given switch
    {
        ArgumentResult { Argument: var argument } => s_names.Contains(argument.Name, StringComparer.Ordinal),
        OptionResult { Option: { AllowMultipleArgumentsPerToken: true } option } => s_names.Contains(option.HelpName, StringComparer.Ordinal),
        _ => false,
    };

    private static void Check(SymbolResult given, string name)
    {
        if (given.Tokens.Any(token => token.Value.Length == 0))
        {
            given.AddError($"{name}: the path is empty");
        }
    }
}
