using System.Text.Json;
using System.Xml.Linq;

namespace Cli.Tests.Commands;

/// <summary>Expectations kept in files.</summary>
public sealed class TestCommandTests
{
    private const string Holds = "- {from: deploy/shop/frontend, to: svc/shop/redis, port: 6379, expect: allow}\n";
    private const string Fails = "- {name: batch, from: shop/batch-1, to: shop/redis-0, port: 6379, expect: allow, why: it counts}\n";
    private const string Wrong = "- {from: shop/nobody, to: shop/redis-0, expect: deny}\n";

    private static CommandResult Run(string expectations, params string[] more)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("t.yaml", expectations);
        CommandResult result = Netpol.RunWithInput(Fixture.Cluster + Fixture.RedisFromFrontend, ["test", file, "-f", "-", .. more]);
        return result with { Output = result.Output.Replace(file, "t.yaml", StringComparison.Ordinal), Error = result.Error.Replace(file, "t.yaml", StringComparison.Ordinal) };
    }

    [Theory]
    [InlineData(Holds, 0, "1 passed, 0 failed\n")]
    [InlineData(Holds + Fails, 1, "1 passed, 1 failed\n")]
    [InlineData(Holds + Fails + Wrong, 2, "1 passed, 1 failed, 1 error\n")]
    public void The_exit_status_tells_whether_all_hold(string expectations, int status, string summary)
    {
        CommandResult result = Run(expectations);

        Assert.Equal(status, result.Status);
        Assert.EndsWith(summary, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_hold_is_told_with_what_decides()
    {
        CommandResult result = Run(Holds + Fails);

        Assert.StartsWith(
            """
            t.yaml:2: FAIL batch: shop/batch-1 -> shop/redis-0 TCP 6379: expected allow, is denied
              why: it counts
              denied: TCP 6379, such as shop/batch-1 -> shop/redis-0 tcp/6379
                egress   allowed  no policy governs the egress of the source [EGRESS_NOT_ISOLATED]
                ingress  denied   NetworkPolicy/shop/redis-from-frontend isolates the ingress of the destination and no rule names the other side [NO_RULE_MATCHES_PEER] <stdin>:
            """.ReplaceLineEndings("\n"),
            result.Output,
            StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Rules_that_are_not_shown_are_shown_by_a_command_that_there_is()
    {
        using var folder = new TemporaryFolder();
        const string Policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: two-rules, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 80}]}, {ports: [{port: 443}]}]

            """;
        string file = folder.Write("t.yaml", "- {from: shop/batch-1, to: shop/web-0, port: 22, expect: allow}\n");

        Assert.Contains(
            "and 1 more rule; `netpol can --explain` shows it\n",
            Netpol.RunWithInput(Fixture.Cluster + Policy, ["test", file, "-f", "-"]).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_listed_is_told_with_pairs_and_witness()
    {
        CommandResult result = Run("- {to: shop/redis-0, only: [{from: shop/frontend-a, port: 6379}, {from: shop/web-0, port: 1}]}\n");

        Assert.Contains("t.yaml:1: FAIL any -> shop/redis-0: expected nothing but what is listed, 2 pairs are otherwise\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  listed, denied: TCP 1, such as shop/web-0 -> shop/redis-0 tcp/1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  not listed, allowed: TCP 6379, such as shop/frontend-b -> shop/redis-0 tcp/6379\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_goes_to_standard_error_with_its_place()
    {
        CommandResult result = Run(Wrong + "- {from: a, too: b, expect: deny}\n" + Holds);

        Assert.Equal(2, result.Status);
        Assert.Contains("t.yaml:1:10: error PE7005: there is no pod `shop/nobody`", result.Error, StringComparison.Ordinal);
        Assert.Contains("t.yaml:2:13: error PE7001: an expectation has no key `too`\n  hint: did you mean `to`?\n", result.Error, StringComparison.Ordinal);
        Assert.Equal("1 passed, 0 failed, 2 errors\n", result.Output);
    }

    [Fact]
    public void Json_has_results_diagnostics_and_coverage()
    {
        JsonElement json = Run(Holds + Fails + Wrong, "--format", "json", "--coverage").Json;

        Assert.Equal("[1,1,1,1]", $"[{json.GetProperty("schemaVersion")},{json.GetProperty("passed")},{json.GetProperty("failed")},{json.GetProperty("errors")}]");
        JsonElement[] results = [.. json.GetProperty("results").EnumerateArray()];
        Assert.Equal("passed failed error", string.Join(' ', results.Select(result => result.GetProperty("result").GetString())));
        Assert.Equal("denied", results[1].GetProperty("verdict").GetString());
        Assert.Equal("OTHER_VERDICT", results[1].GetProperty("failures")[0].GetProperty("kind").GetString());
        Assert.Equal(6379, results[1].GetProperty("failures")[0].GetProperty("witness").GetProperty("port").GetInt32());
        Assert.Equal("PE7005", results[2].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("""{"covered":1,"rules":1,"percent":100,"uncovered":[]}""", JsonSerializer.Serialize(json.GetProperty("coverage")));
    }

    [Fact]
    public void JUnit_is_xml_that_can_be_read_back()
    {
        CommandResult result = Run(Holds + "- {name: \"bell\\a & <b>\", from: shop/batch-1, to: shop/redis-0, port: 6379, expect: allow, why: \"\\x1B[31m\"}\n" + Wrong, "--format", "junit");

        XElement suite = XDocument.Parse(result.Output).Root!.Elements("testsuite").Single();
        Assert.Equal(("t.yaml", "3", "1", "1", "0"), (Of(suite, "name"), Of(suite, "tests"), Of(suite, "failures"), Of(suite, "errors"), Of(suite, "skipped")));
        Assert.NotNull(Of(suite, "time"));
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Empty(cases[0].Elements());
        Assert.Equal(("bell\\u0007 & <b>: shop/batch-1 -> shop/redis-0 TCP 6379", "2", "t.yaml"), (Of(cases[1], "name"), Of(cases[1], "line"), Of(cases[1], "file")));
        Assert.Equal(("expected allow, is denied", "OTHER_VERDICT"), (Of(cases[1].Element("failure")!, "message"), Of(cases[1].Element("failure")!, "type")));
        Assert.Contains("ingress  denied", cases[1].Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Equal("PE7005", Of(cases[2].Element("error")!, "type"));

        static string? Of(XElement element, string attribute) => element.Attribute(attribute)?.Value;
    }

    [Theory]
    [InlineData("junit")]
    [InlineData("json")]
    [InlineData("text")]
    public void No_name_gives_commands_to_who_reads_the_log(string format)
    {
        const string Evil = "- {name: \"##vso[task.complete]::add-mask::x\", from: \"shop/##vso[task.complete]\", to: shop/redis-0, expect: deny, why: \"::add-mask::y\"}\n";
        CommandResult result = Run(Evil + Fails.Replace("it counts", "'##vso[task.complete]'", StringComparison.Ordinal), "--format", format);

        Assert.Contains("task.complete", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("::add-mask", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_nobody_asks_about_are_named()
    {
        CommandResult result = Run("- {from: shop/batch-1, to: shop/redis-0, port: 6379, expect: deny}\n", "--coverage");

        Assert.Equal(0, result.Status);
        Assert.StartsWith("covered 0 of 1 rule (0 %)\n  not covered: NetworkPolicy/shop/redis-from-frontend ingress[0]: Allow TCP 6379 from ", result.Output, StringComparison.Ordinal);
        Assert.Contains("<stdin>:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Holds, "100", 0)]
    [InlineData("- {from: shop/batch-1, to: shop/redis-0, port: 6379, expect: deny}\n", "50", 1)]
    [InlineData(Holds, "101", 2)]
    [InlineData(Holds, "half", 2)]
    public void Too_little_coverage_fails(string expectations, string minimum, int status)
    {
        Assert.Equal(status, Run(expectations, "--coverage-min", minimum).Status);
        if (status < 2)
        {
            XElement suite = XDocument.Parse(Run(expectations, "--coverage-min", minimum, "--format", "junit").Output).Root!.Elements("testsuite").Last();
            Assert.Equal(status, (int)suite.Attribute("failures")!);
        }
    }

    [Fact]
    public void A_file_names_its_own_input_and_a_directory_is_searched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cluster/all.yaml", Fixture.Cluster + Fixture.RedisFromFrontend);
        folder.Write("cluster/sub/redis.netpol-test.yaml", $"inputs: [../all.yaml]\ntests:\n{Holds}");
        folder.Write("cluster/other.yaml", "# no expectations\n");

        Assert.Equal((0, "1 passed, 0 failed\n", ""), Tuple(Netpol.Run("test", Path.Combine(folder.Path, "cluster"))));

        // Files of expectations are no part of a cluster.
        Assert.Equal("", Netpol.Run("show", "shop/redis-0", "-f", Path.Combine(folder.Path, "cluster")).Error);

        static (int, string, string) Tuple(CommandResult result) => (result.Status, result.Output, result.Error);
    }

    [Fact]
    public void A_file_without_input_is_an_error_and_the_others_are_judged()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.yaml", Fixture.Cluster + Fixture.RedisFromFrontend);
        string first = folder.Write("a.yaml", Holds);
        string second = folder.Write("b.yaml", $"inputs: all.yaml\ntests:\n{Holds}");
        string third = folder.Write("c.yaml", $"inputs: nowhere.yaml\ntests:\n{Holds}");

        CommandResult result = Netpol.Run("test", first, second, third, Path.Combine(folder.Path, "none.yaml"));

        Assert.Equal((2, "1 passed, 0 failed, 3 errors\n"), (result.Status, result.Output));
        Assert.Contains("a.yaml: no input; name files or directories with `-f PATH`, or under `inputs` in the file\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("none.yaml: error PE1009: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Expectations_are_judged_as_it_would_be() =>
        Assert.Equal(1, Run("- {from: shop/batch-1, to: shop/redis-0, port: 6379, expect: deny}\n", "--without", "networkpolicy/shop/redis-from-frontend").Status);

    [Fact]
    public void Output_may_go_to_a_file()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "results.xml");

        Assert.Equal("", Run(Holds, "--format", "junit", "-o", file).Output);
        Assert.Equal("testsuites", XDocument.Load(file).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test", "-f", "samples/redis")]
    [InlineData("test", "docs")]
    [InlineData("test", "-", "-f", "-")]
    [InlineData("test", "samples/redis", "--format", "csv")]
    public void What_cannot_be_run_is_an_error(params string[] command) => Assert.Equal(2, Netpol.Run(command).Status);
}
