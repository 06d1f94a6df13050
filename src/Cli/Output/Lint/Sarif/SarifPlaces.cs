using System.Text.Json;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>Writes places in files. Regions are always given in full: from line and column to line and column.</summary>
internal sealed class SarifPlaces(Utf8JsonWriter json, LintRun run, RepositoryPaths paths)
{
    public const string Root = "SRCROOT";

    private readonly Dictionary<string, string[]> _hashesOf = new(StringComparer.Ordinal);

    /// <summary>The place of a finding, with the object it is about.</summary>
    public void WriteLocation(Finding finding)
    {
        SourceSpan span = FallbackPlace.Of(finding.Span, run);
        json.WriteStartObject();
        WritePhysical(span, finding.EndLine, finding.EndColumn);
        if (finding.Target.ObjectName.Length > 0)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", finding.Target.Path.Length > 0 ? $"{finding.Target.ObjectName}#{finding.Target.Path}" : finding.Target.ObjectName);
            json.WriteString("kind", "object");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Another place.</summary>
    /// <param name="span">The place.</param>
    /// <param name="id">Its number among those of a result; null where it is the only one.</param>
    /// <param name="message">What it has to do with the result; empty where nothing is said.</param>
    public void WriteLocation(SourceSpan span, int? id, string message)
    {
        json.WriteStartObject();
        if (id is { } number)
        {
            json.WriteNumber("id", number);
        }

        WritePhysical(span, 0, 0);
        if (message.Length > 0)
        {
            json.WriteStartObject("message");
            json.WriteString("text", message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public void WriteArtifact(string file)
    {
        Uri uri = paths.UriOf(file);
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri.IsAbsoluteUri ? uri.AbsoluteUri : uri.OriginalString);
        if (!uri.IsAbsoluteUri)
        {
            json.WriteString("uriBaseId", Root);
        }

        json.WriteEndObject();
    }

    public void WriteRegion(string name, SourceSpan start, int endLine, int endColumn)
    {
        int line = Math.Max(1, start.Line);
        int column = Math.Max(1, start.Column);
        int lastLine = Math.Max(line, endLine);
        json.WriteStartObject(name);
        json.WriteNumber("startLine", line);
        json.WriteNumber("startColumn", column);
        json.WriteNumber("endLine", lastLine);
        json.WriteNumber("endColumn", lastLine > line ? Math.Max(1, endColumn) : Math.Max(column, endColumn));
        json.WriteEndObject();
    }

    /// <summary>The hash by which GitHub knows the line again; null where its text is not at hand.</summary>
    public string? HashOf(Finding finding)
    {
        SourceSpan span = finding.Span;
        if (span.IsNone)
        {
            return null;
        }

        if (!_hashesOf.TryGetValue(span.File, out string[]? hashes))
        {
            _hashesOf.Add(span.File, hashes = LineHashes.OfFile(span.File));
        }

        int line = Math.Max(1, span.Line);
        return line <= hashes.Length ? hashes[line - 1] : null;
    }

    private void WritePhysical(SourceSpan span, int endLine, int endColumn)
    {
        json.WriteStartObject("physicalLocation");
        WriteArtifact(span.File);

        // An empty region is not shown: the place of one character stands for a place.
        WriteRegion("region", span, endLine, Math.Max(endColumn, endLine > span.Line ? 1 : Math.Max(1, span.Column) + 1));
        json.WriteEndObject();
    }
}
