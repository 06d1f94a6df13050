using System.Text.Json;
using Microsoft.Playwright;
using PolicyEngine;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace Browser.Tests;

/// <summary>The page answers from its tables what the engine answers.</summary>
[Collection(OneBrowserGroup.Name)]
public sealed class QuestionTests(OneBrowser browser)
{
    private const int Questions = 150;

    private static readonly string[] s_protocols = ["TCP", "TCP", "TCP", "UDP", "SCTP", "ICMP"];
    private static readonly int[] s_ports = [1, 22, 53, 80, 443, 5432, 6379, 8080, 8443, 9090, 9100, 65535];

    [BrowserTheory]
    [InlineData("samples/redis", "calico-iptables")]
    [InlineData("samples/redis-calico", "calico-iptables")]
    [InlineData("samples/scenarios/fixture.yaml,samples/scenarios/S09-tiers/policies.yaml", "calico-iptables")]
    [InlineData("samples/scenarios/fixture.yaml,samples/scenarios/S12-node-protection/policies.yaml", "calico-iptables")]
    [InlineData("samples/scenarios/fixture.yaml,samples/scenarios/S18-cluster-policy/policies.yaml", "kubernetes")]
    [InlineData("samples/scenarios/fixture.yaml,samples/scenarios/S08-metadata-service/policies.yaml", "calico-ebpf")]
    public async Task Random_questions_are_answered_as_the_engine_answers_them(string paths, string profile)
    {
        string[] files = paths.Split(',');
        await using OpenPage page = await browser.OpenAsync([.. files, "--profile", profile]);
        PolicySnapshot snapshot = new PolicyLoader(new LoadOptions { Profile = EnforcementProfile.All.Single(known => known.Name == profile) }).LoadPaths(files).Snapshot;
        await CompareAsync(page, snapshot, Questions);
    }

    [BrowserTheory]
    [InlineData("samples/redis")]
    [InlineData("samples/scenarios/fixture.yaml,samples/scenarios/S09-tiers/policies.yaml")]
    public async Task The_map_tells_what_the_matrix_tells(string paths)
    {
        string[] files = paths.Split(',');
        await using OpenPage page = await browser.OpenAsync(files);
        string told = await page.Page.EvaluateAsync<string>(
            """
            () => JSON.stringify(model.groups.flatMap(from => model.groups.map(to => {
              const sum = tally(partyOf('', from.members), partyOf('', to.members));
              return [`${from.name} -> ${to.name}`, sum.variants.length === 1 ? sum.words : null];
            })))
            """);
        var map = JsonSerializer.Deserialize<string?[][]>(told)!.ToDictionary(row => row[0]!, row => row[1], StringComparer.Ordinal);
        ConnectivityMatrix matrix = new PolicyLoader().LoadPaths(files).Snapshot.Matrix(new MatrixQuery { IncludesOwn = true }, out _)!;
        Connection[] plain = [.. matrix.Pairs().Where(pair => !pair.From.IsOutside && !pair.To.IsOutside && !pair.IsPartial && pair.Unknown.IsEmpty)];
        Assert.NotEmpty(plain);
        Assert.All(plain, pair =>
        {
            string? words = map[$"{pair.From.Name} -> {pair.To.Name}"];
            Assert.True(words is null || words == (pair.Allowed.IsEmpty ? "nothing" : pair.Allowed.Describe()), $"{pair.From.Name} -> {pair.To.Name}: {words} but {pair.Allowed.Describe()}");
        });
        Assert.Contains(plain, pair => map[$"{pair.From.Name} -> {pair.To.Name}"] is not null);
    }

    /// <summary>Asks the page and the engine the same; at least half of the questions must be such as the page answers.</summary>
    internal static async Task CompareAsync(OpenPage page, PolicySnapshot snapshot, int number)
    {
        var random = new Random(number);
        string[] sources = [.. Pods(snapshot), "8.8.8.8", "203.0.113.7", "169.254.169.254"];
        string[] destinations = [.. sources, .. snapshot.Model.Services.Select(service => $"svc/{service.Namespace}/{service.Name}")];
        int[] ports = [.. s_ports, .. snapshot.Model.Services.SelectMany(service => service.Ports).Select(port => (int)port.Number).Distinct()];
        object[][] questions = [.. Enumerable.Range(0, number).Select(_ => new object[]
        {
            sources[random.Next(sources.Length)], destinations[random.Next(destinations.Length)], s_protocols[random.Next(s_protocols.Length)], ports[random.Next(ports.Length)],
        })];
        foreach (object[] question in questions.Where(question => question[2] is "ICMP"))
        {
            question[3] = random.Next(0, 20);
        }

        string answers = await page.Page.EvaluateAsync<string>(
            """
            questions => JSON.stringify(questions.map(([from, to, protocol, port]) => {
              const answer = ask({ from, to, protocol, port });
              if (answer.error) return { error: answer.error };
              const [part] = answer.parts;
              const halves = answer.parts.length === 1 ? [part.egress, part.ingress].map(decision => data.decisions[decision]) : null;
              return { verdict: answer.verdict, halves };
            }))
            """,
            questions).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(answers);
        int answered = 0;
        foreach ((object[] question, JsonElement answer) in questions.Zip(document.RootElement.EnumerateArray()))
        {
            Answer expected = Ask(snapshot, question);
            string words = string.Join(' ', question);
            if (answer.TryGetProperty("error", out JsonElement error))
            {
                bool isExpected = expected.Error is not null || error.GetString()!.Contains("ask netpol can", StringComparison.Ordinal) || error.GetString()!.Contains("port", StringComparison.Ordinal);
                Assert.True(isExpected, $"{words}: {error.GetString()}");
                continue;
            }

            answered++;
            Assert.True(expected.Error is null, $"{words}: {answer} but {expected.Error?.Message}");
            Assert.Equal($"{words} {ResultWords.Of(expected.Verdict)}", $"{words} {answer.GetProperty("verdict").GetString()}");
            if (expected.Parts.Length == 1 && answer.GetProperty("halves") is { ValueKind: JsonValueKind.Array } halves)
            {
                Assert.Equal($"{words} {WordsOf(expected.Parts[0].Egress)} {WordsOf(expected.Parts[0].Ingress)}", $"{words} {WordsOf(halves[0])} {WordsOf(halves[1])}");
            }
        }

        Assert.True(answered >= number / 2, $"{answered} of {number} were answered");
    }

    private static IEnumerable<string> Pods(PolicySnapshot snapshot) =>
        snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.HostEndpoint).Select(endpoint => endpoint.ToString());

    private static Answer Ask(PolicySnapshot snapshot, object[] question)
    {
        Protocol protocol = Protocol.TryParse((string)question[2], out Protocol parsed) ? parsed : throw new InvalidOperationException("no protocol");
        var query = new Query { From = (string)question[0], To = (string)question[1], Protocols = [protocol] };
        int number = (int)question[3];
        return snapshot.Ask(protocol.HasPorts
            ? query with { Port = number.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            : query with { IcmpType = (byte)number });
    }

    private static string WordsOf(Decision decision)
    {
        string place = decision.Reason is ReasonCode.AdmittedByRule or ReasonCode.DeniedByRule ? $"{decision.Policy!.Name} {decision.Rule!.Path} {decision.Rule.Span}" : "";
        return $"{ResultWords.Of(decision.Outcome)} {decision.Reason.ToText()} {place}";
    }

    private static string WordsOf(JsonElement decision)
    {
        string reason = decision[1].GetString()!;
        string place = reason is "ADMITTED_BY_RULE" or "DENIED_BY_RULE" ? $"{decision[3][0].GetString()} {decision[3][1].GetString()} {decision[3][2].GetString()}" : "";
        return $"{decision[0].GetString()} {reason} {place}";
    }
}
