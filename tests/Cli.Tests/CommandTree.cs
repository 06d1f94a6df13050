using System.CommandLine;
using PolicyEngine;
using PolicyEngine.Cli;

namespace Cli.Tests;

/// <summary>The commands there are.</summary>
internal static class CommandTree
{
    /// <summary>All commands, as a command line is read.</summary>
    public static RootCommand Root() => NetpolApp.CreateRoot(new CommandContext(
        StandardStreams.Of(TextReader.Null, TextWriter.Null, TextWriter.Null), options => new PolicyLoader(options), CancellationToken.None));

    /// <summary>All commands with those above them, as they are typed.</summary>
    public static IEnumerable<(string Name, Command Command)> Commands() => Below("netpol", Root());

    private static IEnumerable<(string Name, Command Command)> Below(string name, Command command) => command.Subcommands
        .SelectMany(inner => Below($"{name} {inner.Name}", inner).Prepend(($"{name} {inner.Name}", inner)));
}
