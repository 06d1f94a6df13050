using System.CommandLine;
using PolicyEngine.Binding;
using PolicyEngine.Cli.Input;
using PolicyEngine.Model;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options of every command that reads a cluster.</summary>
internal sealed class InputOptions
{
    private const int MaxNamespaceLength = 63;

    private static readonly string s_profileNames = string.Join(", ", EnforcementProfile.All.Select(profile => profile.Name));

    private readonly Option<string[]> _paths = new("--filename", "-f")
    {
        Description = "A file, a directory (all *.yaml, *.yml and *.json below it), or - for standard input. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "The namespace of objects and endpoint names that give none. Without it: default.",
        HelpName = "NS",
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = $"What enforces the policies; the same documents do not mean the same to all. One of {s_profileNames}. Without it: {EnforcementProfile.CalicoIptables.Name}.",
        HelpName = "PROFILE",
    };

    private readonly Option<string[]> _whatIf = new("--whatif")
    {
        Description = "Lay these documents over the input: objects of the same kind, namespace and name are replaced, others added. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _without = new("--without")
    {
        Description = "Take an object out of the input. Repeatable.",
        HelpName = "KIND/[NS/]NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Say on standard error what was read and which kinds were passed over.",
    };

    private readonly Option<string?> _configuration = new("--config")
    {
        Description = $"What is not said here is taken from this file. Without it: {ConfigurationFile.DefaultName} in the working directory, if there is one.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_paths);
        command.Add(_namespace);
        command.Add(_profile);
        command.Add(_whatIf);
        command.Add(_without);
        command.Add(_configuration);
        command.Add(_verbose);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="context">The rules that the configuration may name.</param>
    public InputArguments Read(ParseResult parsed, CommandContext context)
    {
        ConfigurationFile configuration = ConfigurationFile.Read(parsed.GetValue(_configuration), context);
        string? given = parsed.GetValue(_namespace);
        string place = given is null && configuration.Settings.Namespace is not null ? $"{configuration.Path}: namespace" : "--namespace";
        string @namespace = given ?? configuration.Settings.Namespace ?? LoadOptions.Default.DefaultNamespace;
        return IsNamespace(@namespace)
            ? new InputArguments(parsed.GetValue(_paths) ?? [], @namespace, ProfileOf(parsed.GetValue(_profile), configuration), parsed.GetValue(_verbose))
            {
                WhatIf = parsed.GetValue(_whatIf) ?? [],
                Without = parsed.GetValue(_without) ?? [],
                Configuration = configuration,
            }
            : throw new CommandFailedException(@namespace.Length > 0 ? $"{place}: `{@namespace}` is not the name of a namespace" : $"{place}: the name is empty")
            {
                Detail = @namespace.Length > 0 ? ["  hint: it has at most 63 lower-case letters, digits and `-`, and neither begins nor ends with `-`"] : [],
            };
    }

    private static bool IsNamespace(string name) => name.Length <= MaxNamespaceLength && ObjectName.IsValid(name) && !name.Contains('.', StringComparison.Ordinal);

    private static EnforcementProfile ProfileOf(string? name, ConfigurationFile configuration) =>
        name is null ? configuration.Settings.Profile ?? LoadOptions.Default.Profile
        : EnforcementProfile.All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new CommandFailedException($"--profile: `{name}` is none; there are {s_profileNames}");
}
