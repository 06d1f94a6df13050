using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Output;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads the cluster and its policies from where the command line says.</summary>
internal static class PolicyInput
{
    private const string NothingToRemove = "PE3025";

    /// <summary>Loads the input and prints what there is to say about it to standard error.</summary>
    /// <exception cref="CommandFailedException">There is no input, or nothing in it was understood.</exception>
    public static LoadedInput Load(InputArguments arguments, CommandContext context)
    {
        CheckPaths(arguments);
        LoadResult loaded = LoaderOf(arguments, context, arguments.KeepsText)
            .Load(arguments.Inputs.SelectMany(path => SourcesOf(path, arguments, context)), context.Cancellation);
        DiagnosticPrinter.Print(loaded, arguments.Verbose, context.Streams.Error);
        if (loaded.DocumentCount == 0 || UnderstoodNothing(loaded))
        {
            string reason = loaded.HasErrors ? "nothing in the input could be read" : "the input has no documents";
            throw new CommandFailedException($"{reason}: {string.Join(", ", arguments.Inputs)}");
        }

        if (arguments.WhatIf.Count + arguments.Without.Count == 0)
        {
            return new LoadedInput(loaded.Snapshot, null) { Result = loaded };
        }

        LoadResult over = Overlay(loaded, arguments, context);
        DiagnosticPrinter.Print(over with { Diagnostics = [.. over.Diagnostics.Except(loaded.Diagnostics)] }, arguments.Verbose, context.Streams.Error);
        return new LoadedInput(over.Snapshot, loaded.Snapshot)
        {
            Result = over with { Diagnostics = [.. loaded.Diagnostics.Union(over.Diagnostics)], DocumentCount = loaded.DocumentCount + over.DocumentCount },
        };
    }

    /// <summary>Loads the input as it was before; null where no paths to it are given.</summary>
    /// <param name="paths">Where it is.</param>
    /// <param name="now">Where the input is that it is compared with.</param>
    /// <param name="context">What the commands share.</param>
    /// <exception cref="CommandFailedException">Nothing in it was understood.</exception>
    public static LoadedInput? LoadBefore(IReadOnlyList<string> paths, InputArguments now, CommandContext context)
    {
        CheckPaths(now with { WhatIf = [.. now.WhatIf, .. paths] });
        return paths.Count == 0 ? null : Load(now with { Paths = paths, WhatIf = [], Without = [] }, context);
    }

    /// <summary>Loads the input with its text, for those who tell what is wrong with it themselves.</summary>
    /// <exception cref="CommandFailedException">There is no input.</exception>
    public static LintInput LoadForLint(InputArguments arguments, CommandContext context)
    {
        CheckPaths(arguments);
        var files = new List<string>();
        LoadResult loaded = LoaderOf(arguments, context, keepsText: true)
            .Load(arguments.Inputs.SelectMany(path => SourcesOf(path, arguments, context)).Select(Note), context.Cancellation);
        if (arguments.WhatIf.Count + arguments.Without.Count > 0)
        {
            LoadResult over = Overlay(loaded, arguments, context);
            loaded = over with
            {
                Diagnostics = [.. loaded.Diagnostics, .. over.Diagnostics.Except(loaded.Diagnostics)],
                DocumentCount = loaded.DocumentCount + over.DocumentCount,
            };
            files.AddRange(arguments.WhatIf);
        }

        if (loaded.DocumentCount == 0 && !loaded.HasErrors)
        {
            throw new CommandFailedException($"the input has no documents: {string.Join(", ", arguments.Inputs)}");
        }

        return new LintInput(loaded, files);

        PolicySource Note(PolicySource source)
        {
            files.Add(source.Name);
            return source;
        }
    }

    /// <summary>Whether errors left nothing to answer from.</summary>
    public static bool UnderstoodNothing(LoadResult loaded) => loaded.HasErrors && loaded.Snapshot.Model.Endpoints.IsEmpty
        && loaded.Snapshot.Model.Policies.All(policy => policy.Name.Kind == Model.PolicyKind.NotUnderstood);

    private static PolicyLoader LoaderOf(InputArguments arguments, CommandContext context, bool keepsText) => context.CreateLoader(arguments.ToLoadOptions() with { KeepsText = keepsText });

    private static void CheckPaths(InputArguments arguments)
    {
        if (arguments.Inputs.Count == 0)
        {
            throw new CommandFailedException("no input; name files or directories with `-f PATH`, or `-f -` for standard input");
        }

        if (arguments.NeedsAll && arguments.Inputs.Concat(arguments.WhatIf).FirstOrDefault(path => path != StandardStreams.Sign && !Path.Exists(path)) is { } missing)
        {
            throw new CommandFailedException($"there is no file or directory `{missing}`");
        }
    }

    /// <summary>The input with what the command line lays over it and takes out of it.</summary>
    private static LoadResult Overlay(LoadResult loaded, InputArguments arguments, CommandContext context)
    {
        LoadResult over = loaded.Snapshot.With(
            arguments.WhatIf.SelectMany(path => SourcesOf(path, arguments, context)), arguments.Without, context.Cancellation);
        if (over.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == NothingToRemove) is { } missing)
        {
            throw new CommandFailedException(missing.Message);
        }

        return over.DocumentCount == 0 && arguments.WhatIf.Count > 0
            ? throw new CommandFailedException(over.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error)?.Message
                ?? $"there are no documents to lay over: {string.Join(", ", arguments.WhatIf)}")
            : over;
    }

    /// <summary>What a path stands for. A directory may hold the configuration, which describes no cluster.</summary>
    private static IEnumerable<PolicySource> SourcesOf(string path, InputArguments arguments, CommandContext context) => path == StandardStreams.Sign
        ? [PolicySource.FromStream(arguments.StandardInputName ?? StandardStreams.InputName, context.Streams.OpenInput())]
        : PolicySource.FromPath(path).Where(source => source.Name == path || !arguments.Configuration.IsPartOf(source.Name));
}
