using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Cli.Capture;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol snapshot</c>: a cluster's documents, for all other commands.</summary>
internal sealed class SnapshotCommand
{
    private const string Description = """
        Captures through kubectl what of a cluster bears on its network: namespaces, nodes, pods, workloads, services, policies, Calico's
        objects, and the ConfigMaps in which networks are configured. Secrets are never read. Nothing is written to the cluster.

        The result is a JSON List with an object in each line, which all commands take with -f.

        --redact leaves out environments, images, commands, volumes, and annotations that are not about networks. Names, labels and
        addresses stay: policies are about them.

        Exit status: 0 captured, 2 error: then nothing is printed. A kind that you may not list can be left out with --skip.

        Examples:
          netpol snapshot -o cluster.json
          netpol snapshot --context production --redact -o production.json
          netpol snapshot --skip ipamhandles.crd.projectcalico.org | netpol lint -
        """;

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
        HashSet<string> skipped = new(parsed.GetValue(_skip) ?? [], StringComparer.Ordinal);
        using var names = new StreamReader(kubectl.Run("api-resources", "--verbs=list", "-o", "name"));
        HashSet<string> known = new(names.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal);
        var captured = new List<string>();
        foreach (string kind in CapturedKinds.Among(known).Where(kind => !skipped.Contains(kind)))
        {
            captured.AddRange(Items(kubectl.Run("get", kind, "--all-namespaces", "-o", "json"), kind, parsed.GetValue(_redact)));
        }

        foreach (string name in known.Contains("configmaps") && !skipped.Contains("configmaps") ? CapturedKinds.ConfigMaps : [])
        {
            captured.AddRange(Items(kubectl.Run("get", "configmaps", "--all-namespaces", $"--field-selector=metadata.name={name}", "-o", "json"), "configmaps", redact: false));
        }

        using ResultWriter result = ResultWriter.Open(new OutputArguments(OutputFormat.Json, parsed.GetValue(_file)), _context.Streams);
        result.Writer.Write("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n");
        result.Writer.Write(string.Join(",\n", captured));
        result.Writer.Write("\n]}\n");
        return ExitStatus.Yes;
    }

    /// <summary>The objects of a list, a line each.</summary>
    private IEnumerable<string> Items(MemoryStream json, string kind, bool redact)
    {
        using JsonDocument list = Parse(json, kind);
        JsonElement items = list.RootElement.ValueKind == JsonValueKind.Object && list.RootElement.TryGetProperty("items", out JsonElement found) && found.ValueKind == JsonValueKind.Array
            ? found
            : throw new CommandFailedException($"kubectl gave no list of {kind}");
        foreach (JsonElement element in items.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            JsonObject item = JsonObject.Create(element)!;
            CapturedObject.Trim(item);
            if (redact)
            {
                CapturedObject.Redact(item);
            }

            yield return item.ToJsonString();
        }
    }

    private static JsonDocument Parse(MemoryStream json, string kind)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException($"kubectl gave no JSON for {kind}: {exception.Message}", exception);
        }
    }
}
