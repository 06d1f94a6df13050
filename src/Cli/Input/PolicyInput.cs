using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads the cluster and its policies from where the command line says.</summary>
internal static class PolicyInput
{
    private const string StandardInput = "-";
    private const string StandardInputName = "<stdin>";
    private const string NothingToRemove = "PE3025";

    /// <summary>Loads the input and prints what there is to say about it to standard error.</summary>
    /// <exception cref="CommandFailedException">There is no input, or nothing in it was understood.</exception>
    public static LoadedInput Load(InputArguments arguments, CommandContext context)
    {
        if (arguments.Paths.Count == 0)
        {
            throw new CommandFailedException("no input; name files or directories with `-f PATH`, or `-f -` for standard input");
        }

        if (arguments.Paths.Concat(arguments.WhatIf).Count(path => path == StandardInput) > 1)
        {
            throw new CommandFailedException("standard input can be read once; `-` is given twice");
        }

        LoadResult loaded = context.CreateLoader(new LoadOptions { DefaultNamespace = arguments.Namespace, Profile = arguments.Profile })
            .Load(arguments.Paths.SelectMany(path => SourcesOf(path, context)), context.Cancellation);
        DiagnosticPrinter.Print(loaded, arguments.Verbose, context.Streams.Error);
        bool understoodNothing = loaded.HasErrors && loaded.Snapshot.Model.Endpoints.IsEmpty
            && loaded.Snapshot.Model.Policies.All(policy => policy.Name.Kind == Model.PolicyKind.NotUnderstood);
        if (loaded.DocumentCount == 0 || understoodNothing)
        {
            string reason = loaded.HasErrors ? "nothing in the input could be read" : "the input has no documents";
            throw new CommandFailedException($"{reason}: {string.Join(", ", arguments.Paths)}");
        }

        return arguments.WhatIf.Count + arguments.Without.Count == 0
            ? new LoadedInput(loaded.Snapshot, null)
            : new LoadedInput(Overlay(loaded, arguments, context).Snapshot, loaded.Snapshot);
    }

    /// <summary>The input with what the command line lays over it and takes out of it.</summary>
    private static LoadResult Overlay(LoadResult loaded, InputArguments arguments, CommandContext context)
    {
        LoadResult over = loaded.Snapshot.With(arguments.WhatIf.SelectMany(path => SourcesOf(path, context)), arguments.Without, context.Cancellation);
        if (over.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == NothingToRemove) is { } missing)
        {
            throw new CommandFailedException(missing.Message);
        }

        DiagnosticPrinter.Print(over with { Diagnostics = [.. over.Diagnostics.Except(loaded.Diagnostics)] }, arguments.Verbose, context.Streams.Error);
        return over.DocumentCount == 0 && arguments.WhatIf.Count > 0 ? throw new CommandFailedException($"there are no documents to lay over: {string.Join(", ", arguments.WhatIf)}")
            : over;
    }

    private static IEnumerable<PolicySource> SourcesOf(string path, CommandContext context) => path == StandardInput
        ? [PolicySource.FromStream(StandardInputName, context.Streams.OpenInput())]
        : PolicySource.FromPath(path);
}
