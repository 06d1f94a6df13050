using System.Buffers;
using System.CommandLine;
using System.CommandLine.Completions;
using PolicyEngine.Cli.Input;

namespace PolicyEngine.Cli.Completion;

/// <summary>Lets shells complete names of endpoints, nodes and namespaces, from the input that the line names so far or <c>netpol.yaml</c> does.</summary>
internal static class InputNames
{
    private const int MaxNames = 1000;

    // Names come from documents that may be a stranger's; a shell is given none that it could take for more than a word.
    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-:");

    public static void AddTo(Command command, CommandContext context)
    {
        foreach (Option option in command.Options)
        {
            if (SourceFor(option.HelpName) is { } source)
            {
                option.CompletionSources.Add(line => Of(source, command, line, context));
            }
        }

        foreach (Argument argument in command.Arguments)
        {
            if (SourceFor(argument.Name) is { } source)
            {
                argument.CompletionSources.Add(line => Of(source, command, line, context));
            }
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below, context);
        }
    }

    /// <summary>The names that begin with a word, of what stands for a place in help; null where no names of the input stand there.</summary>
    private static Func<NamedInput, string, IEnumerable<string>>? SourceFor(string? place) => place switch
    {
        "FROM" or "TO" or "ENDPOINT" => PartyWords.StartingWith,
        "NODE" => (input, word) => NodeName.AllIn(input.Snapshot).Where(node => node.StartsWith(word, StringComparison.Ordinal)),
        "NS" => (input, word) => input.Snapshot.Model.Namespaces.Select(space => space.Name).Where(name => name.StartsWith(word, StringComparison.Ordinal)),
        _ => null,
    };

    private static IEnumerable<CompletionItem> Of(Func<NamedInput, string, IEnumerable<string>> source, Command command, CompletionContext line, CommandContext context)
    {
        // Help asks too, without a line.
        if (line is not TextCompletionContext)
        {
            return [];
        }

        try
        {
            return source(Load(command, line.ParseResult, context), line.WordToComplete)
                .Where(name => !name.AsSpan().ContainsAnyExcept(s_plain))
                .Distinct(StringComparer.Ordinal)
                .Take(MaxNames)
                .Select(name => new CompletionItem(name));
        }
        catch (CommandFailedException)
        {
            // What is wrong with the line is told when it is run.
            return [];
        }
    }

    private static NamedInput Load(Command command, ParseResult parsed, CommandContext context)
    {
        var configuration = ConfigurationFile.Read(parsed.GetValue<string?>("--config"), context);
        string[] given = [.. parsed.GetValue<string[]>("--filename") ?? [], .. command.Arguments.Any(argument => argument.Name == "PATH") ? parsed.GetValue<string[]>("PATH") ?? [] : []];
        IEnumerable<string> paths = (given.Length > 0 ? given : configuration.Inputs).Where(path => path != StandardStreams.Sign);
        string? @namespace = parsed.GetValue<string?>("--namespace") ?? configuration.Settings.Namespace;
        LoadOptions options = @namespace is null ? LoadOptions.Default : LoadOptions.Default with { DefaultNamespace = @namespace };
        return new NamedInput(context.CreateLoader(options).Load(paths.SelectMany(PolicySource.FromPath), context.Cancellation).Snapshot, @namespace);
    }
}
