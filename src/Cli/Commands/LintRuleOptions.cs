using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options that say which rules run, and how much they matter.</summary>
internal sealed class LintRuleOptions
{
    private readonly Option<string[]> _rules = new("--rule")
    {
        Description = "Run a rule that is off otherwise, or give it another severity. Repeatable.",
        HelpName = "ID[=off|note|warning|error]",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Run these rules and no others.",
        HelpName = "ID,...",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _renderFor = new("--render-for")
    {
        Description = $"Tell what these targets cannot say of the policies, in place of those that the configuration names: {string.Join(", ", RendererTable.Names)}.",
        HelpName = "TARGET,...",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _noInlineSuppressions = new("--no-inline-suppressions")
    {
        Description = "Take no notice of comments and annotations that accept findings.",
    };

    public void AddTo(Command command)
    {
        command.Add(_rules);
        command.Add(_only);
        command.Add(_renderFor);
        command.Add(_noInlineSuppressions);
    }

    /// <summary>What the configuration says, with what the command line says over it.</summary>
    /// <exception cref="CommandFailedException">A rule or a severity is none.</exception>
    public LintOptions Read(ParseResult parsed, ConfigurationFile configuration, CommandContext context)
    {
        LintOptions options = configuration.Settings.Lint with { Today = context.Today };
        if (parsed.GetValue(_noInlineSuppressions))
        {
            options = options with { AllowsInlineSuppressions = false };
        }

        if (parsed.GetValue(_renderFor) is { Length: > 0 } targets)
        {
            options = options with { RenderFor = [.. Listed(targets)] };
            RendererTable.Check(options.RenderFor, "--render-for");
        }

        foreach (string setting in parsed.GetValue(_rules) ?? [])
        {
            options = With(options, setting, context);
        }

        if (parsed.GetValue(_only) is not { Length: > 0 } only)
        {
            return options;
        }

        ImmutableArray<LintRuleDescriptor> rules = [.. Listed(only).Select(name => Find(name, "--only", context))];
        return rules.IsEmpty ? throw new CommandFailedException("--only: the list of rules is empty") : Only(options, rules, context);
    }

    /// <summary>The rule of an id or a name.</summary>
    /// <exception cref="CommandFailedException">There is no such rule.</exception>
    public static LintRuleDescriptor Find(string name, string option, CommandContext context) =>
        context.Rules.Select(rule => rule.Descriptor).FirstOrDefault(rule => string.Equals(rule.Id, name, StringComparison.OrdinalIgnoreCase) || rule.Name == name)
        ?? throw new CommandFailedException($"{option}: there is no rule `{name}`; `netpol lint --list-rules` lists them");

    private static IEnumerable<string> Listed(string[] values) => values.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static LintOptions With(LintOptions options, string setting, CommandContext context)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        LintRuleDescriptor rule = Find(equals < 0 ? setting : setting[..equals], "--rule", context);
        return equals < 0 ? Enable(options, rule, rule.Severity) : setting[(equals + 1)..] switch
        {
            "off" => options with { Disabled = options.Disabled.Add(rule.Id) },
            "note" => Enable(options, rule, Severity.Note),
            "warning" => Enable(options, rule, Severity.Warning),
            "error" => Enable(options, rule, Severity.Error),
            var other => throw new CommandFailedException($"--rule: `{other}` is no severity; use off, note, warning or error"),
        };
    }

    private static LintOptions Only(LintOptions options, ImmutableArray<LintRuleDescriptor> rules, CommandContext context)
    {
        options = options with { Disabled = [.. context.Rules.Select(rule => rule.Descriptor.Id)] };
        foreach (LintRuleDescriptor rule in rules)
        {
            options = Enable(options, rule, options.Severities.GetValueOrDefault(rule.Id, rule.Severity));
        }

        return options;
    }

    private static LintOptions Enable(LintOptions options, LintRuleDescriptor rule, Severity severity) => options with
    {
        Disabled = options.Disabled.Remove(rule.Id),
        Severities = options.Severities.SetItem(rule.Id, severity),
    };
}
