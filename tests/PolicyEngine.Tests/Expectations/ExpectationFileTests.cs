using PolicyEngine.Documents;
using PolicyEngine.Expectations;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Expectations;

/// <summary>What is read from files of expectations, and what is said about bad ones.</summary>
public sealed class ExpectationFileTests
{
    private static ExpectationFile Read(string text) => ExpectationFile.Read(PolicySource.FromText("t.yaml", text));

    [Fact]
    public void All_keys_are_read_with_their_places()
    {
        ExpectationFile file = Read("""
            inputs: [cluster.yaml, ../policies]
            tests:
            - name: one
              from: [shop/a, shop/b]
              to: svc/shop/redis
              ports: [80, http, 8000-8080]
              protocol: [tcp, UDP]
              sourcePort: 1024
              expect: deny
              why: because
            - {from: shop/a, to: shop/b, icmp: 8/0, expect: unknown}
            - {to: shop/b, only: [{from: shop/a, port: 80}]}
            """);

        Assert.Empty(file.Diagnostics);
        Assert.Equal(["cluster.yaml", "../policies"], file.Inputs.ToArray());
        Expectation first = file.Expectations[0];
        Assert.Equal(("one", "because", VerdictKind.Denied, 3), (first.Name, first.Why, first.Verdict, first.Span.Line));
        Assert.Equal("shop/a, shop/b -> svc/shop/redis TCP,UDP 80,http,8000-8080 from source port 1024", first.Subject);
        Assert.Equal((4, 18), (first.From[1].Span.Line, first.From[1].Span.Column));
        Assert.Equal("shop/a -> shop/b ICMP type 8 code 0", file.Expectations[1].Subject);
        Assert.Equal("shop/a", file.Expectations[2].Only!.Value[0].From[0].Reference);
    }

    [Theory]
    [InlineData("- {from: a, to: b, port: 80, expect: allow}")]
    [InlineData("""[{"from": "a", "to": "b", "port": 80, "expect": "allow"}]""")]
    [InlineData("from: a\nto: b\nport: 80\nexpect: allow")]
    public void A_bare_list_and_a_single_one_are_files_too(string text)
    {
        ExpectationFile file = Read(text);

        Assert.Empty(file.Diagnostics);
        Assert.Equal("a -> b TCP 80", file.Expectations.Single().Subject);
    }

    [Theory]
    [InlineData("- {frm: a, to: b, expect: allow}", "t.yaml:1:4: error PE7001: an expectation has no key `frm`", "did you mean `from`?")]
    [InlineData("test: []", "t.yaml:1:1: error PE7001: the file has no key `test`", "did you mean `tests`?")]
    [InlineData("- {to: b, only: [{from: a, prot: 80}]}", "t.yaml:1:28: error PE7001: an entry of `only` has no key `prot`", "did you mean `port`?")]
    [InlineData("- {from: {a: b}, to: b, expect: allow}", "t.yaml:1:10: error PE7002: `from` is a mapping, expected a value or a list of values", null)]
    [InlineData("- {from: a, to: [[b]], expect: allow}", "t.yaml:1:18: error PE7002: `to` is a list, expected a single value", null)]
    [InlineData("tests: {from: a}", "t.yaml:1:8: error PE7002: `tests` is a mapping, expected a list", null)]
    [InlineData("tests: [a]", "t.yaml:1:9: error PE7002: `tests` is a string, expected a mapping", null)]
    [InlineData("- {to: b, only: a}", "t.yaml:1:17: error PE7002: `only` is a string, expected a list", null)]
    [InlineData("- {from: a, expect: allow}", "t.yaml:1:3: error PE7003: an expectation needs `to`", null)]
    [InlineData("- {from: a, to: b}", "t.yaml:1:3: error PE7003: an expectation needs `expect` or `only`", null)]
    [InlineData("- {only: [{from: a, to: b}]}", "t.yaml:1:3: error PE7003: `only` needs `from` or `to` beside it", null)]
    [InlineData("- {to: b, only: [{port: 80}]}", "t.yaml:1:18: error PE7003: an entry of `only` needs `from`", null)]
    [InlineData("- {from: a, to: b, expect: alow}", "t.yaml:1:28: error PE7004: `expect` is `alow`", "did you mean `allow`?")]
    [InlineData("- {from: a, to: b, expect: allow, only: []}", "t.yaml:1:3: error PE7004: `expect` and `only` are both given", null)]
    [InlineData("- {from: a, to: b, port: 0, expect: allow}", "t.yaml:1:26: error PE7004: `0` is not a port", null)]
    [InlineData("- {from: a, to: b, port: 90-80, expect: allow}", "t.yaml:1:26: error PE7004: `90-80` is not a port", null)]
    [InlineData("- {from: a, to: b, port: 80, ports: [90], expect: allow}", "t.yaml:1:38: error PE7004: `port` and `ports` are both given", null)]
    [InlineData("- {from: a, to: b, protocol: XYZ, expect: allow}", "t.yaml:1:30: error PE7004: `XYZ` is not a protocol", null)]
    [InlineData("- {from: a, to: b, icmp: 8/x, expect: allow}", "t.yaml:1:26: error PE7004: `8/x` is not an ICMP type", null)]
    [InlineData("- {from: a, to: b, sourcePort: 70000, expect: allow}", "t.yaml:1:32: error PE7004: `70000` is not a source port", null)]
    [InlineData("- {from: '', to: b, expect: allow}", "t.yaml:1:10: error PE7004: `from` is empty", null)]
    [InlineData("- {to: b, only: [{from: a, httpPath: /x}]}", "t.yaml:1:18: error PE7004: `only` is about whole connections, not HTTP requests", null)]
    [InlineData("", "t.yaml: error PE7007: the file has no expectations", null)]
    public void What_is_wrong_is_told_with_its_place(string text, string diagnostic, string? hint)
    {
        ExpectationFile file = Read(text);

        Assert.Equal(diagnostic, file.Diagnostics[0].ToString());
        Assert.True(hint is null || hint == file.Diagnostics[0].Hint, file.Diagnostics[0].Hint);
        Assert.Empty(file.Expectations);
    }

    [Fact]
    public void One_that_cannot_be_read_hides_no_other()
    {
        ExpectationFile file = Read("tests:\n- {from: a, to: b}\n- {from: a, to: b, expect: deny}\n---\ntests: [\n---\n- {from: a, to: c, expect: deny}\n");

        Assert.Equal(["a -> b", "a -> c"], file.Expectations.Select(expectation => expectation.Subject).ToArray());
        Assert.Equal(["PE7003", "PE1001"], file.Diagnostics.Select(diagnostic => diagnostic.Code).ToArray());
    }

    [Fact]
    public void Lists_that_make_too_many_questions_are_refused()
    {
        string many = string.Join(", ", Enumerable.Range(0, 200).Select(number => $"shop/pod-{number}"));

        Assert.Equal("PE7004", Read($"- {{from: [{many}], to: [{many}], expect: deny}}").Diagnostics.Single().Code);
    }

    [Fact]
    public void Limits_hold_for_expectations_too()
    {
        var file = ExpectationFile.Read(PolicySource.FromText("t.yaml", "- {from: a, to: b, expect: deny}"), ReadLimits.Default with { MaxYamlBytes = 10 });

        Assert.Equal("PE1004", file.Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("a.netpol-test.yaml", true)]
    [InlineData("dir/a.netpol-test.JSON", true)]
    [InlineData("a.yaml", false)]
    public void Files_in_directories_are_known_by_their_name(string path, bool isOne) => Assert.Equal(isOne, ExpectationFile.HasItsName(path));
}
