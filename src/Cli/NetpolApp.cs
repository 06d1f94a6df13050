using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Completion;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli;

/// <summary>The command line, from arguments to exit status. Nothing here touches the process, so tests run it as it is.</summary>
internal static class NetpolApp
{
    private const string Description = """
        Asks a cluster's network policies: may this endpoint reach that one, and why.

        Reads Kubernetes and Calico objects from files, directories or standard input; needs no cluster.

        Examples:
          netpol can deploy/shop/frontend svc/shop/redis --port 6379 -f cluster.yaml -f policies/
          netpol show shop/redis-0 -f manifests/
          netpol lint manifests/
          netpol selector match "role == 'database'" --labels role=database
        """;

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit status; see <see cref="ExitStatus"/>.</returns>
    public static int Run(string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr)
    {
        // The caller's writers stay open.
        StandardStreams streams = StandardStreams.Of(stdin, stdout, stderr);
        return Run(args, streams, options => new PolicyLoader(options), CancellationToken.None);
    }

    /// <summary>Runs one command line with given streams, engine and cancellation.</summary>
    public static int Run(
        string[] args, StandardStreams streams, Func<LoadOptions, PolicyLoader> createLoader, CancellationToken cancellation) =>
        Run(args, new CommandContext(streams, createLoader, cancellation));

    /// <summary>Runs one command line with all that is given.</summary>
    public static int Run(string[] args, CommandContext context)
    {
        StandardStreams streams = context.Streams;
        try
        {
            int status = Invoke(args, context);
            streams.Output.Flush();
            return status;
        }
        catch (CommandFailedException failure)
        {
            return Fail(ExitStatus.Error, streams, failure.Message, failure.Detail);
        }
        catch (OperationCanceledException)
        {
            return ExitStatus.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitStatus.Error, streams, failure.Message);
        }
        catch (Exception failure)
        {
            return Fail(ExitStatus.InternalError, streams, $"internal error: {failure.GetType().Name}: {failure.Message}");
        }
    }

    /// <summary>Says what is wrong; where nobody can be told, the status alone does.</summary>
    private static int Fail(int status, StandardStreams streams, string message, IReadOnlyList<string>? detail = null)
    {
        try
        {
            Complain(streams, message, detail);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told.
        }

        return status;
    }

    private static int Invoke(string[] args, CommandContext context)
    {
        RootCommand root = CreateRoot(context);

        // `@name` has no meaning in names of endpoints, and a file nobody meant to name must not be read.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] errors = MistypedCommand.In(parsed) is { } mistyped ? [mistyped] : [.. parsed.Errors.Select(error => error.Message).Concat(PathValues.MistypedOptions(parsed)).Distinct(StringComparer.Ordinal)];
        if (errors.Length > 0 && parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            // Help is no result where nobody asked for it.
            Complain(context.Streams, "no command is named");
            context.Streams.Error.WriteLine();
            root.Parse([.. args.TakeWhile(argument => argument != "--"), "--help"]).Invoke(new InvocationConfiguration { Output = context.Streams.Error });
            return ExitStatus.Error;
        }

        if (errors.Length > 0)
        {
            foreach (string message in errors)
            {
                Complain(context.Streams, message);
            }

            string command = NameOf(parsed.CommandResult);
            context.Streams.Error.WriteLine($"  hint: `{command} --help` shows what it takes");
            return ExitStatus.Error;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = context.Streams.Output,
            Error = context.Streams.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>A command with those above it, as it is typed.</summary>
    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "netpol";

    /// <summary>All commands, as a command line is read.</summary>
    public static RootCommand CreateRoot(CommandContext context)
    {
        var root = new RootCommand(Description)
        {
            CanCommand.Create(context),
            MatrixCommand.Create(context),
            DiffCommand.Create(context),
            TestCommand.Create(context),
            ShowCommand.Create(context),
            RenderCommand.Create(context),
            DriftCommand.Create(context),
            TraceCommand.Create(context),
            DoctorCommand.Create(context),
            SnapshotCommand.Create(context),
            LintCommand.Create(context),
            EverCommand.Create(context),
            ReportCommand.Create(context),
            ServeCommand.Create(context),
            MergeCommand.Create(context),
            SelectorCommand.Create(context),
            CompletionCommand.Create(context),
        };
        OptionValues.AddTo(root, context);
        InputNames.AddTo(root, context);
        PathValues.AddTo(root);
        foreach (SuggestDirective suggest in root.Directives.OfType<SuggestDirective>())
        {
            suggest.Action = new Suggestions(suggest, context.Streams.Output);
        }

        foreach (Option option in root.Options)
        {
            if (option is VersionOption version)
            {
                version.Action = new VersionAction(Version, context.Streams.Output);
            }
            else if (option is HelpOption { Action: SynchronousCommandLineAction pages } help)
            {
                help.Action = new HelpPages(pages);
                help.Aliases.Remove("/h");
                help.Aliases.Remove("/?");
            }
        }

        return root;
    }

    /// <summary>The version of this program.</summary>
    public static string Version =>
        typeof(NetpolApp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Says on standard error what is wrong.</summary>
    public static void Complain(StandardStreams streams, string message, IReadOnlyList<string>? detail = null)
    {
        var page = new TextPage(streams.Error, colour: false);
        page.Line($"netpol: {message}");
        foreach (string line in detail ?? [])
        {
            page.Line(line);
        }
    }
}
