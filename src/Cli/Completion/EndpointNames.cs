using System.Buffers;
using System.CommandLine;
using System.CommandLine.Completions;
using PolicyEngine.Cli.Input;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Completion;

/// <summary>Lets shells complete names of endpoints, from the input that the line names so far or <c>netpol.yaml</c> does.</summary>
internal static class EndpointNames
{
    private const int MaxNames = 1000;

    private static readonly string[] s_parties = ["FROM", "TO", "ENDPOINT"];

    // Names come from documents that may be a stranger's; a shell is given none that it could take for more than a word.
    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-");

    public static void AddTo(Command command, CommandContext context)
    {
        foreach (Option option in command.Options.Where(option => s_parties.Contains(option.HelpName, StringComparer.Ordinal)))
        {
            option.CompletionSources.Add(line => Of(command, line, context));
        }

        foreach (Argument argument in command.Arguments.Where(argument => s_parties.Contains(argument.Name, StringComparer.Ordinal)))
        {
            argument.CompletionSources.Add(line => Of(command, line, context));
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below, context);
        }
    }

    private static IEnumerable<CompletionItem> Of(Command command, CompletionContext line, CommandContext context)
    {
        // Help asks too, without a line.
        if (line is not TextCompletionContext)
        {
            return [];
        }

        try
        {
            PolicySnapshot snapshot = Load(command, line.ParseResult, context);
            return PartyNames.StartingWith(PartyNames.Of(snapshot.Model), line.WordToComplete)
                .Where(name => !name.AsSpan().ContainsAnyExcept(s_plain))
                .Take(MaxNames)
                .Select(name => new CompletionItem(name));
        }
        catch (CommandFailedException)
        {
            // What is wrong with the line is told when it is run.
            return [];
        }
    }

    private static PolicySnapshot Load(Command command, ParseResult parsed, CommandContext context)
    {
        var configuration = ConfigurationFile.Read(parsed.GetValue<string?>("--config"), context);
        string[] given = [.. parsed.GetValue<string[]>("--filename") ?? [], .. command.Arguments.Any(argument => argument.Name == "PATH") ? parsed.GetValue<string[]>("PATH") ?? [] : []];
        IEnumerable<string> paths = (given.Length > 0 ? given : configuration.Inputs).Where(path => path != StandardStreams.Sign);
        return context.CreateLoader(LoadOptions.Default).Load(paths.SelectMany(PolicySource.FromPath), context.Cancellation).Snapshot;
    }
}
