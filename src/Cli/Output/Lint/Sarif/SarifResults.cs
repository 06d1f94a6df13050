using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>Writes findings as results.</summary>
internal sealed class SarifResults(Utf8JsonWriter json, ImmutableArray<LintRuleDescriptor> rules, SarifPlaces places)
{
    private readonly Dictionary<string, int> _indexOf = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);

    /// <param name="finding">The finding.</param>
    /// <param name="accepted">Why it is accepted; null where it is not.</param>
    public void Write(Finding finding, AcceptedFinding? accepted)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", _indexOf[finding.Rule.Id]);
        json.WriteString("level", ResultWords.Of(finding.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", TextOf(finding));
        json.WriteEndObject();
        json.WriteStartArray("locations");
        places.WriteLocation(finding);
        json.WriteEndArray();
        WriteRelated(finding);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("npFingerprint/v1", finding.Fingerprint);
        if (places.HashOf(finding) is { } hash)
        {
            json.WriteString("primaryLocationLineHash", hash);
        }

        json.WriteEndObject();
        if (finding.Fix is { Edits.IsEmpty: false } fix)
        {
            WriteFix(fix);
        }

        if (accepted is not null)
        {
            WriteSuppression(accepted);
        }

        json.WriteEndObject();
    }

    // The first sentence stands alone: it is what lists show.
    private static string TextOf(Finding finding)
    {
        string message = $"{char.ToUpperInvariant(finding.Message[0])}{finding.Message[1..]}.";
        return finding.Hint.Length == 0 ? message : $"{message} {char.ToUpperInvariant(finding.Hint[0])}{finding.Hint[1..]}.";
    }

    private void WriteRelated(Finding finding)
    {
        RelatedPlace[] related = [.. finding.Related.Where(place => !place.Span.IsNone)];
        if (related.Length == 0)
        {
            return;
        }

        json.WriteStartArray("relatedLocations");
        for (int index = 0; index < related.Length; index++)
        {
            places.WriteLocation(related[index].Span, index, related[index].Message);
        }

        json.WriteEndArray();
    }

    private void WriteFix(LintFix fix)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        json.WriteStartObject("description");
        json.WriteString("text", fix.ChangesMeaning ? $"{fix.Description}; this changes what is allowed" : fix.Description);
        json.WriteEndObject();
        json.WriteStartArray("artifactChanges");
        foreach (IGrouping<string, TextEdit> file in fix.Edits.GroupBy(edit => edit.Start.File, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            places.WriteArtifact(file.Key);
            json.WriteStartArray("replacements");
            foreach (TextEdit edit in file)
            {
                json.WriteStartObject();
                places.WriteRegion("deletedRegion", edit.Start, edit.EndLine, edit.EndColumn);
                if (edit.Replacement.Length > 0)
                {
                    json.WriteStartObject("insertedContent");
                    json.WriteString("text", edit.Replacement);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteSuppression(AcceptedFinding accepted)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", accepted.IsInSource ? "inSource" : "external");
        if (accepted.Reason.Length > 0)
        {
            json.WriteString("justification", accepted.Reason);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
