using System.Text.Json;
using TestKit;

namespace Cli.Tests.Commands;

/// <summary>What a server finds is what the command finds.</summary>
public sealed class ServeLintTests
{
    [Fact]
    public async Task Each_finding_is_told_once()
    {
        using ServeProcess server = await ServeProcess.StartAsync("samples/redis", "--urls", "http://127.0.0.1:0");

        JsonElement served = await LintAsync(server);
        JsonElement told = Netpol.RunProcess("", "lint", "samples/redis", "--format", "json").Json;

        Assert.NotEmpty(Fingerprints(told, "findings"));
        AssertAlike(told, served);
    }

    [Fact]
    public async Task What_the_baseline_of_the_configuration_lists_is_accepted()
    {
        using var folder = new TemporaryFolder();
        string policies = folder.Write("policies.yaml", LintFixture.Dangling);
        string config = folder.Write("netpol.yaml", $"inputs: [policies.yaml]\nlint: {{baseline: baseline.json, rules: {{{LintFixture.Rule}: warning}}}}\n");
        Netpol.RunProcess("", "lint", "--config", config, "--baseline", Path.Combine(folder.Path, "baseline.json"), "--update-baseline");
        File.WriteAllText(policies, LintFixture.Many(2));
        using ServeProcess server = await ServeProcess.StartAsync("--config", config, "--urls", "http://127.0.0.1:0");

        JsonElement served = await LintAsync(server);
        JsonElement shown = await ExplorerAsync(server);
        JsonElement told = Netpol.RunProcess("", "lint", "--config", config, "--format", "json").Json;

        Assert.Equal(told.GetProperty("suppressed").GetArrayLength(), shown.GetProperty("suppressed").GetInt32());
        Assert.NotEmpty(Fingerprints(told, "suppressed"));
        AssertAlike(told, served);
    }

    [Fact]
    public void A_baseline_that_cannot_be_read_is_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("policies.yaml", LintFixture.Dangling);

        CommandResult result = Netpol.Run(["serve", "--config", folder.Write("netpol.yaml", "inputs: [policies.yaml]\nlint: {baseline: none.json}\n"), "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(2, result.Status);
        Assert.Contains("none.json", result.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> LintAsync(ServeProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        HttpResponseMessage response = await client.PostAsync(new Uri("/v1/lint", UriKind.Relative), null);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private static async Task<JsonElement> ExplorerAsync(ServeProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/explorer/data", UriKind.Relative)));
        return document.RootElement.GetProperty("lint").Clone();
    }

    private static void AssertAlike(JsonElement told, JsonElement served)
    {
        Assert.Equal(Fingerprints(told, "findings"), Fingerprints(served, "findings"), StringComparer.Ordinal);
        Assert.Equal(Fingerprints(told, "suppressed"), Fingerprints(served, "suppressed"), StringComparer.Ordinal);
        Assert.True(JsonElement.DeepEquals(told.GetProperty("summary"), served.GetProperty("summary")));
    }

    private static string[] Fingerprints(JsonElement run, string list) =>
        [.. run.GetProperty(list).EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString()!).Order(StringComparer.Ordinal)];
}
