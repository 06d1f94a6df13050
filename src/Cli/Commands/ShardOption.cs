using System.CommandLine;
using System.CommandLine.Parsing;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Sharding;

namespace PolicyEngine.Cli.Commands;

/// <summary>The option that asks for one piece of a result.</summary>
internal sealed class ShardOption
{
    private static readonly string[] s_passedOver = ["--shard", "--output", "--verbose"];

    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Work out one of N pieces of the result, I from 1 to N; `netpol merge` joins them.",
        HelpName = "I/N",
    };

    public void AddTo(Command command) => command.Add(_shard);

    /// <summary>The piece that is asked for; null for the whole.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="configuration">What counts beside it.</param>
    /// <exception cref="CommandFailedException">There is no such piece.</exception>
    public ShardedRun? Read(ParseResult parsed, ConfigurationFile configuration) => parsed.GetValue(_shard) is not { } text ? null
        : Shard.Parse(text) is not { } shard ? throw new CommandFailedException($"--shard: `{text}` is not I/N with I from 1 to N")
        : new ShardedRun(shard, parsed.CommandResult.Command.Name, [.. OptionsOf(parsed.CommandResult).Order(StringComparer.Ordinal)], configuration.Digest);

    /// <summary>What the command is given, but for what may differ from piece to piece.</summary>
    private static IEnumerable<string> OptionsOf(CommandResult command)
    {
        foreach (SymbolResult given in command.Children)
        {
            (string name, bool counts) = given switch
            {
                OptionResult option => (option.Option.Name, !option.Implicit && !s_passedOver.Contains(option.Option.Name, StringComparer.Ordinal)),
                ArgumentResult argument => (argument.Argument.Name, argument.Tokens.Count > 0),
                _ => ("", false),
            };
            if (counts)
            {
                yield return string.Join(' ', [name, .. given.Tokens.Select(token => token.Value)]);
            }
        }
    }
}
