using System.Globalization;
using System.Text.Json;
using TestKit;

namespace Cli.Tests;

/// <summary>Every question of the scenarios is answered with its whole explanation, for people and for machines.</summary>
public sealed class ScenarioExplanationTests
{
    private static readonly string s_folder = Path.Combine("samples", "scenarios");

    public static TheoryData<string> Stories => [.. Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, s_folder)).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_question_is_explained(string story)
    {
        string folder = Path.Combine(s_folder, story);
        foreach (string line in File.ReadLines(Path.Combine(folder, "questions.jsonl")))
        {
            using var question = JsonDocument.Parse(line);
            string[] command = ["can", .. Arguments(question.RootElement, folder), "--explain"];

            CommandResult text = Netpol.Run(command);
            CommandResult json = Netpol.Run([.. command, "--format", "json"]);

            string expected = question.RootElement.GetProperty("expect").GetString()!;
            Assert.DoesNotContain("netpol:", text.Error + json.Error, StringComparison.Ordinal);
            Assert.StartsWith(expected, text.Output, StringComparison.Ordinal);
            Assert.Equal(expected, json.Json.GetProperty("verdict").GetString());
        }
    }

    private static IEnumerable<string> Arguments(JsonElement question, string folder)
    {
        yield return question.GetProperty("from").GetString()!;
        yield return question.GetProperty("to").GetString()!;
        foreach (string file in (string[])[Path.Combine(s_folder, "fixture.yaml"), Path.Combine(folder, "policies.yaml"), .. With(question).Select(name => Path.Combine(folder, name))])
        {
            yield return "-f";
            yield return file;
        }

        if (question.TryGetProperty("port", out JsonElement port))
        {
            yield return "--port";
            yield return port.ValueKind == JsonValueKind.Number ? port.GetInt32().ToString(CultureInfo.InvariantCulture) : port.GetString()!;
        }

        if (question.TryGetProperty("protocol", out JsonElement protocol))
        {
            yield return "--protocol";
            yield return protocol.GetString()!;
        }

        if (question.TryGetProperty("icmpType", out JsonElement type))
        {
            yield return "--icmp";
            yield return question.TryGetProperty("icmpCode", out JsonElement code) ? $"{type}/{code}" : $"{type}";
        }

        if (question.TryGetProperty("profile", out JsonElement profile))
        {
            yield return "--profile";
            yield return profile.GetString()!;
        }
    }

    private static IEnumerable<string> With(JsonElement question) =>
        !question.TryGetProperty("with", out JsonElement with) ? []
        : with.ValueKind == JsonValueKind.Array ? with.EnumerateArray().Select(name => name.GetString()!)
        : [with.GetString()!];
}
