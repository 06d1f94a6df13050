using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>Writes a run of the linter as SARIF 2.1.0, with all that code scanning services ask for.</summary>
internal sealed class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    // GitHub refuses a file with more results, and shows the first 5,000.
    private const int MostResults = 25_000;

    private readonly Utf8JsonWriter _json;
    private readonly LintRun _run;
    private readonly SarifArguments _arguments;
    private readonly ImmutableArray<LintRuleDescriptor> _rules;
    private readonly SarifPlaces _places;

    private SarifLog(Utf8JsonWriter json, LintRun run, SarifArguments arguments)
    {
        (_json, _run, _arguments) = (json, run, arguments);
        _rules = [.. run.Rules];
        _places = new SarifPlaces(json, run, new RepositoryPaths());
    }

    public static void Write(Utf8JsonWriter json, LintRun run, SarifArguments arguments) => new SarifLog(json, run, arguments).Write();

    private void Write()
    {
        Finding[] findings = [.. _run.Findings.Take(MostResults)];
        AcceptedFinding[] accepted = _arguments.ShowsSuppressed ? [.. _run.Accepted.Take(MostResults - findings.Length)] : [];
        int left = _run.Findings.Length - findings.Length;
        _json.WriteStartObject();
        _json.WriteString("$schema", Schema);
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        WriteTool();
        if (_arguments.Category.Length > 0)
        {
            _json.WriteStartObject("automationDetails");

            // What follows the slash would tell runs of one category apart.
            _json.WriteString("id", $"{_arguments.Category.TrimEnd('/')}/");
            _json.WriteEndObject();
        }

        new SarifInvocation(_json, _run, _rules, _places).Write(left);
        WriteRoot();
        _json.WriteString("columnKind", "utf16CodeUnits");
        var results = new SarifResults(_json, _rules, _places);
        _json.WriteStartArray("results");
        foreach (Finding finding in findings)
        {
            results.Write(finding, null);
        }

        foreach (AcceptedFinding entry in accepted)
        {
            results.Write(entry.Finding, entry);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteTool()
    {
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "netpol");
        _json.WriteString("version", NetpolApp.Version);
        _json.WriteString("semanticVersion", NetpolApp.Version);
        _json.WriteStartArray("rules");
        foreach (LintRuleDescriptor rule in _rules)
        {
            SarifRule.Write(_json, rule);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    // No absolute path: a report says nothing of the machine it was made on, and is the same on any.
    private void WriteRoot()
    {
        _json.WriteStartObject("originalUriBaseIds");
        _json.WriteStartObject(SarifPlaces.Root);
        _json.WriteStartObject("description");
        _json.WriteString("text", "The root of the repository.");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
