using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Documents;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Linting;

/// <summary>Reads and writes baselines.</summary>
internal static class BaselineFile
{
    private const int SchemaVersion = 1;
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>The baseline that a configuration names; an empty one where it names none.</summary>
    /// <exception cref="CommandFailedException">It cannot be read.</exception>
    public static Baseline Of(ConfigurationFile configuration) => configuration.Baseline is { } file ? Read(file, mayBeMissing: false) : Baseline.Empty;

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayBeMissing">Whether a file that is not there is an empty baseline.</param>
    /// <exception cref="CommandFailedException">It cannot be read.</exception>
    public static Baseline Read(string path, bool mayBeMissing)
    {
        if (mayBeMissing && !File.Exists(path))
        {
            return Baseline.Empty;
        }

        try
        {
            byte[] bytes = WholeInput.ReadFile(path, WholeInput.MostOfSettings);
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            Dictionary<string, SourceSpan> places = PlacesIn(path, Encoding.UTF8.GetString(bytes));
            int version = root.GetProperty("schemaVersion").GetInt32();
            return version == SchemaVersion
                ? new Baseline([.. root.GetProperty("findings").EnumerateArray().Select(entry => Read(entry, path, places))])
                : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"`schemaVersion` is {version}, expected {SchemaVersion}"));
        }
        catch (JsonException exception)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}:{exception.LineNumber + 1 ?? 1}:{exception.BytePositionInLine + 1 ?? 1}");
            throw new CommandFailedException($"{place}: the baseline is no JSON", exception);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CommandFailedException($"{path}: the baseline cannot be used: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"the baseline `{path}` cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a baseline, in an order that does not change without need.</summary>
    /// <exception cref="CommandFailedException">It cannot be written.</exception>
    public static void Write(string path, Baseline baseline)
    {
        string text = JsonText.Document(json => Write(json, baseline));
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"the baseline `{path}` cannot be written: {exception.Message}", exception);
        }
    }

    private static BaselineEntry Read(JsonElement entry, string path, Dictionary<string, SourceSpan> places)
    {
        string fingerprint = entry.GetProperty("fingerprint").GetString() ?? throw new FormatException("a `fingerprint` is null");
        return new BaselineEntry(
            new BaselineFinding(
                fingerprint,
                entry.GetProperty("rule").GetString() ?? throw new FormatException("a `rule` is null"),
                entry.GetProperty("object").GetString() ?? "",
                places.GetValueOrDefault(fingerprint, new SourceSpan(path, 1, 1))),
            DateOnly.ParseExact(entry.GetProperty("firstSeen").GetString() ?? "", DateForm, CultureInfo.InvariantCulture),
            entry.TryGetProperty("owner", out JsonElement owner) ? owner.GetString() : null);
    }

    /// <summary>Where each text in quotes is written first.</summary>
    private static Dictionary<string, SourceSpan> PlacesIn(string path, string text)
    {
        var places = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            int quote = line.IndexOf('"', StringComparison.Ordinal);
            for (int end; quote >= 0 && (end = line.IndexOf('"', quote + 1)) >= 0; quote = end)
            {
                places.TryAdd(line[(quote + 1)..end], new SourceSpan(path, number, quote + 1));
            }
        }

        return places;
    }

    private static void Write(Utf8JsonWriter json, Baseline baseline)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("findings");
        foreach (BaselineEntry entry in baseline.Entries
            .OrderBy(entry => entry.Finding.Rule, StringComparer.Ordinal)
            .ThenBy(entry => entry.Finding.ObjectName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Finding.Fingerprint, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", entry.Finding.Fingerprint);
            json.WriteString("rule", entry.Finding.Rule);
            json.WriteString("object", entry.Finding.ObjectName);
            json.WriteString("firstSeen", entry.FirstSeen.ToString(DateForm, CultureInfo.InvariantCulture));
            if (entry.Owner is not null)
            {
                json.WriteString("owner", entry.Owner);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
