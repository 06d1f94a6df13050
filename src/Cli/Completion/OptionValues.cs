using System.CommandLine;
using System.CommandLine.Completions;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Model;

namespace PolicyEngine.Cli.Completion;

/// <summary>Lets shells complete the values of options that have no others: those of which help lists all, <c>text|json</c>, profiles, protocols, targets and rules.</summary>
internal static class OptionValues
{
    private const char Or = '|';
    private const char Comma = ',';

    private static readonly string[] s_severities = ["off", "note", "warning", "error"];

    public static void AddTo(Command command, CommandContext context)
    {
        foreach (Option option in command.Options)
        {
            if (SourceFor(option.HelpName ?? "", context) is { } source)
            {
                option.CompletionSources.Add(line => source(line.WordToComplete).Select(value => new CompletionItem(value)));
            }
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below, context);
        }
    }

    /// <summary>What may stand in place of a word that is typed in part; null where nobody knows all that may.</summary>
    private static Func<string, IEnumerable<string>>? SourceFor(string help, CommandContext context) => help switch
    {
        "PROFILE" => _ => EnforcementProfile.All.Select(profile => profile.Name),
        "PROTOCOL" => typed => Listed(typed, ["ICMP", "ICMPv6", "SCTP", "TCP", "UDP"]),
        "TARGET,..." => typed => Listed(typed, RendererTable.Names),
        "ID" => _ => RulesOf(context),
        "ID,..." => typed => Listed(typed, RulesOf(context)),
        "ID[=off|note|warning|error]" => typed => typed.IndexOf('=', StringComparison.Ordinal) is var sign and >= 0 ? s_severities.Select(severity => typed[..(sign + 1)] + severity) : RulesOf(context),
        _ when help.Contains(Or, StringComparison.Ordinal) && help.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == Or) => _ => help.Split(Or),
        _ => null,
    };

    private static IEnumerable<string> RulesOf(CommandContext context) => context.Rules.Select(rule => rule.Descriptor.Id).Order(StringComparer.Ordinal);

    /// <summary>Values that may follow one another, behind those that are typed already.</summary>
    private static IEnumerable<string> Listed(string typed, IEnumerable<string> values) => values.Select(value => typed[..(typed.LastIndexOf(Comma) + 1)] + value);
}
