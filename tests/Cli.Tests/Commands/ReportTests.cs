using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cli.Tests.Commands;

/// <summary>The page as a file; how it behaves in a browser is tested there.</summary>
public sealed partial class ReportTests
{
    private static readonly string s_redis = Path.Combine("samples", "redis");

    [Fact]
    public void The_page_is_one_file_that_may_fetch_nothing()
    {
        string page = Page(s_redis);
        string policy = PolicyPattern().Match(page).Groups["policy"].Value;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Between(page, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Between(page, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page.Replace(Between(page, "<script>", "</script>"), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_gives_commands_to_who_reads_the_log()
    {
        using var folder = new TemporaryFolder();
        string pod = folder.Write("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {app: \"##vso[task.complete]\"}}}");
        string page = Page(s_redis, pod);

        Assert.Contains("vso[task.complete]", page, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso", page, StringComparison.Ordinal);
        Assert.Contains("##vso[task.complete]", Data(page).GetRawText().Replace("\\u0023", "#", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_page() => Assert.Equal(Page(s_redis, "--without", "networkpolicy/shop/redis-from-frontend"), Page(s_redis, "--without", "networkpolicy/shop/redis-from-frontend"));

    [Fact]
    public void It_is_written_to_the_file_that_is_named()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "report.html");
        Assert.Equal(new CommandResult(0, "", ""), Netpol.Run("report", "-o", file, "-f", s_redis));
        Assert.Equal(Page(s_redis), File.ReadAllText(file));
    }

    [Fact]
    public void A_file_to_write_is_needed() => Assert.Equal(2, Netpol.Run("report", s_redis).Status);

    [Fact]
    public void Input_is_needed() => Assert.Equal(2, Netpol.Run("report", "-o", "-").Status);

    [Fact]
    public void Standard_input_is_read_once() => Assert.Equal(2, Netpol.Run("report", "-o", "-", "-f", "-", "--old", "-").Status);

    [Fact]
    public void Endpoints_are_of_kinds_and_namespaces_in_order()
    {
        JsonElement data = Data(Page(s_redis));
        Assert.Equal(["dev", "shop"], data.GetProperty("namespaces").EnumerateArray().Select(name => name.GetString()), StringComparer.Ordinal);
        string[] endpoints = [.. data.GetProperty("endpoints").EnumerateArray().Select(endpoint => endpoint[0].GetString()!)];
        string[] namespaces = [.. endpoints.Select(endpoint => endpoint.Split('/')[0])];
        Assert.Equal(namespaces.Order(StringComparer.Ordinal), namespaces, StringComparer.Ordinal);
        Assert.Contains("shop/redis-0", endpoints, StringComparer.Ordinal);
        int count = data.GetProperty("egressRows").GetArrayLength();
        Assert.Equal(count, data.GetProperty("ingressRows").GetArrayLength());
        Assert.All(data.GetProperty("kinds").EnumerateArray(), kind => Assert.InRange(kind[0].GetInt32(), 0, count - 1));
    }

    [Fact]
    public void Without_anything_to_compare_with_there_are_no_changes() => Assert.False(Data(Page(s_redis)).TryGetProperty("changes", out _));

    [Fact]
    public void What_if_shows_what_it_changes()
    {
        JsonElement changes = Data(Page(s_redis, "--without", "networkpolicy/shop/redis-from-frontend")).GetProperty("changes");
        Assert.Contains(changes.GetProperty("list").EnumerateArray(), change => change.GetProperty("from").GetString() == "dev/tool-0" && change.GetProperty("kind").GetString() == "added");
    }

    [Fact]
    public void Old_input_shows_what_has_changed_since()
    {
        JsonElement changes = Data(Page(s_redis, "--old", Path.Combine(s_redis, "cluster.yaml"))).GetProperty("changes");
        JsonElement change = changes.GetProperty("list").EnumerateArray().First(change => change.GetProperty("kind").GetString() == "removed");
        Assert.Equal("NetworkPolicy/shop/redis-from-frontend is new", change.GetProperty("causes").GetString());
    }

    [Fact]
    public void Names_cannot_leave_the_data()
    {
        const string Evil = "</script><script>alert(1)</script><!--";
        string page = Netpol.RunWithInput(
            $$$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: "{{{{Evil}}}}", namespace: "{{{{Evil}}}}", labels: {app: x}}
            status: {podIP: 10.0.0.1}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: "{{{{Evil}}}}", namespace: "{{{{Evil}}}}"}
            spec: {podSelector: {matchLabels: {nobody: "{{{{Evil}}}}"}}}
            """,
            "report",
            "-o",
            "-",
            "-f",
            "-").Output;
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.Contains(Data(page).GetProperty("endpoints").EnumerateArray(), endpoint => endpoint[0].GetString() == $"{Evil}/{Evil}");
    }

    [Fact]
    public void Findings_have_their_lines_but_none_of_a_secret()
    {
        JsonElement[] findings = [.. Data(Netpol.RunWithInput(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: dangling
              namespace: shop
            spec: {podSelector: {matchLabels: {app: gone}}}
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Secret
              metadata: {name: token, namespace: shop}
              stringData: {token: swordfish}
            - apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: beside, namespace: shop}
              spec: {podSelector: {matchLabels: {app: gone}}}
            """,
            "report",
            "-o",
            "-",
            "-f",
            "-").Output).GetProperty("lint").GetProperty("findings").EnumerateArray()];
        JsonElement plain = findings.First(finding => finding.GetProperty("object").GetString() == "NetworkPolicy/shop/dangling").GetProperty("excerpt");
        Assert.Equal((9, 12), (plain[0].GetInt32(), plain[1].GetInt32()));
        Assert.Equal("  name: dangling", plain[4 + 12 - 9].GetString());
        Assert.DoesNotContain(findings, finding => finding.ToString().Contains("swordfish", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.GetProperty("object").GetString() == "NetworkPolicy/shop/beside");
    }

    private static string Page(params string[] arguments)
    {
        CommandResult result = Netpol.Run(["report", "-o", "-", .. arguments]);
        Assert.Equal((0, ""), (result.Status, result.Error));
        return result.Output;
    }

    private static JsonElement Data(string page)
    {
        using JsonDocument document = JsonDocument.Parse(Between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
        return document.RootElement.Clone();
    }

    private static string Between(string page, string start, string end)
    {
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="(?<policy>[^"]*)"/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PolicyPattern();
}
