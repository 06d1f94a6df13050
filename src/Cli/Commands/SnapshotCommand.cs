using System.CommandLine;
using PolicyEngine.Binding;
using PolicyEngine.Cli.Capture;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol snapshot</c>: a cluster's documents, for all other commands.</summary>
internal sealed class SnapshotCommand
{
    private const string Description = """
        Captures through kubectl what of a cluster bears on its network: namespaces, nodes, pods, workloads, services, policies, Calico's
        objects, and the ConfigMaps in which networks are configured. Secrets are never read. Nothing is written to the cluster.

        The result is a JSON List with an object in each line, which all commands take with -f.

        --redact leaves out environments, images, commands, volumes, and annotations that are not about networks. Names, labels and
        addresses stay: policies are about them. Without it, a file that -o makes is readable by its owner alone.

        Exit status: 0 captured, 2 error: then nothing is printed. A kind that you may not list can be left out with --skip.

        Examples:
          netpol snapshot -o cluster.json
          netpol snapshot --context production --redact -o production.json
          netpol snapshot --skip ipamhandles.crd.projectcalico.org | netpol lint -
        """;

    private static readonly string[] s_always = ["namespaces", "pods"];

    private readonly CommandContext _context;
    private readonly Option<string?> _kubeContext = new("--context") { Description = "The kubectl context of the cluster. Without it: the current one.", HelpName = "NAME" };
    private readonly Option<bool> _redact = new("--redact") { Description = "Leave out what does not decide about traffic." };
    private readonly Option<string[]> _skip = new("--skip") { Description = "Leave out a kind, as kubectl api-resources names it. May be repeated.", HelpName = "KIND" };
    private readonly Option<string?> _file = OutputOptions.CreateFile();

    private SnapshotCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new SnapshotCommand(context).Build();

    private Command Build()
    {
        var command = new Command("snapshot", Description) { _kubeContext, _redact, _skip, _file };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var kubectl = new Kubectl(_context.Kubectl, parsed.GetValue(_kubeContext), _context.Cancellation);
        string[] skipped = parsed.GetValue(_skip) ?? [];
        using var names = new StreamReader(kubectl.Run("api-resources", "--verbs=list", "-o", "name"));
        HashSet<string> known = new(names.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal);
        Check(known, skipped);
        bool redact = parsed.GetValue(_redact);
        var captured = new List<string>();
        foreach (CapturedKind kind in CapturedKind.Among(known).Where(kind => !skipped.Contains(kind.Name, StringComparer.Ordinal)))
        {
            captured.AddRange(Items(kubectl, kind, redact));
        }

        var output = new OutputArguments(OutputFormat.Json, parsed.GetValue(_file)) { IsPrivate = !redact };
        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        result.Writer.Write("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n");
        result.Writer.Write(string.Join(",\n", captured.Select(LogCommands.Break)));
        result.Writer.Write("\n]}\n");
        return ExitStatus.Yes;
    }

    /// <summary>Refuses a server that has no cluster to tell of, and kinds to leave out that nobody has. A kind that only other clusters have may be among them.</summary>
    private static void Check(HashSet<string> known, string[] skipped)
    {
        if (s_always.FirstOrDefault(kind => !known.Contains(kind)) is { } missing)
        {
            throw new CommandFailedException($"`kubectl api-resources` names no {missing}, which every cluster has");
        }

        if (skipped.FirstOrDefault(kind => !known.Contains(kind) && !CapturedKind.AllNames.Contains(kind, StringComparer.Ordinal)) is { } other)
        {
            string hint = NearestReferences.Hint(other, "", CapturedKind.Among(known).Select(kind => kind.Name).Distinct(StringComparer.Ordinal));
            throw new CommandFailedException($"--skip: there is no kind `{other}`{hint}");
        }
    }

    /// <summary>What kubectl gives of a kind, an object a line.</summary>
    private IEnumerable<string> Items(Kubectl kubectl, CapturedKind kind, bool redact)
    {
        string[] narrowed = kind.Selector is { } selector ? [selector] : [];
        foreach (string line in CapturedList.Read(kubectl.Run(["get", kind.Name, "--all-namespaces", .. narrowed, "-o", "json"]), kind.Name, redact))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            yield return line;
        }
    }
}
