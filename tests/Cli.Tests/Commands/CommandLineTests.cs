using System.Globalization;
using Cli.Tests.Output;
using PolicyEngine;
using PolicyEngine.Cli;

namespace Cli.Tests.Commands;

/// <summary>Arguments, exit statuses and messages that all commands share.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("bogus")]
    [InlineData("can")]
    [InlineData("can shop/web-0")]
    [InlineData("can shop/web-0 shop/redis-0")]
    [InlineData("can shop/web-0 shop/redis-0 shop/third -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --prot TCP -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --port -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --port 0 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --port 65536 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --port -1 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --port no-such-name -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --protocol TCQ -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --protocol 256 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --protocol ICMP --port 80 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --source-port 0 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --icmp 256 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --icmp 8/0/0 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --icmp 8 --protocol TCP -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --icmp 8 --port 80 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --icmp 8 --source-port 80 -f samples/redis")]
    [InlineData("can shop/web-0 svc/shop/redis:6379 --port 80 -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --namespace= -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 --format xml -f samples/redis")]
    [InlineData("can shop/web-0 shop/redis-0 -f - -f -")]
    [InlineData("can shop/web-0 svc/shop/redis --port 7000 -f samples/redis")]
    [InlineData("can a/b/c/d shop/redis-0 -f samples/redis")]
    [InlineData("can selector:a= shop/redis-0 -f samples/redis")]
    [InlineData("show -f samples/redis")]
    [InlineData("show shop/web-0")]
    [InlineData("selector")]
    [InlineData("selector parse")]
    [InlineData("can @response shop/redis-0 -f samples/redis")]
    public void A_wrong_command_line_is_status_2_with_a_message_and_no_output(string line)
    {
        CommandResult result = Netpol.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.Status);
        Assert.Equal("", result.Output);
        Assert.StartsWith("netpol: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hint_names_the_whole_command() =>
        Assert.Contains("`netpol selector match --help`", Netpol.Run("selector", "match").Error, StringComparison.Ordinal);

    [Fact]
    public void A_name_that_several_endpoints_bear_lists_them()
    {
        const string Pods = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"a"},"status":{"podIP":"10.0.0.1"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"b"},"status":{"podIP":"10.0.0.2"}}
            """;

        CommandResult result = Netpol.RunWithInput(Pods, "can", "web", "203.0.113.1", "-f", "-");
        CommandResult inNamespace = Netpol.RunWithInput(Pods, "can", "web", "203.0.113.1", "-n", "b", "-f", "-");

        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: `web` is the name of 2 endpoints: a/web, b/web\n", result.Error);
        Assert.Equal(0, inNamespace.Status);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("can --help")]
    [InlineData("show --help")]
    [InlineData("selector --help")]
    [InlineData("selector parse --help")]
    [InlineData("selector match -h")]
    public void Help_and_version_go_to_standard_output(string line)
    {
        CommandResult result = Netpol.Run(line.Split(' '));

        Assert.Equal(0, result.Status);
        Assert.NotEmpty(result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("can --help")]
    [InlineData("show --help")]
    [InlineData("selector --help")]
    [InlineData("selector parse --help")]
    [InlineData("selector match --help")]
    public void Every_help_has_an_example(string line) =>
        Assert.Contains("  netpol ", Netpol.Run(line.Split(' ')).Output, StringComparison.Ordinal);

    [Fact]
    public void The_first_help_says_one_sentence_of_each_command()
    {
        string[] lines = Netpol.Run("--help").Output.Split('\n');
        string[] commands = [.. lines.SkipWhile(line => line != "Commands:").Skip(1).Where(line => line.Length > 0)];

        Assert.Contains(commands, line => line.StartsWith("  can <FROM> <TO> ", StringComparison.Ordinal));
        Assert.All(commands, line => Assert.Matches(@"^  [a-z]+ .*  \S.*\.$", line));
    }

    [Fact]
    public void The_version_is_the_projects_own() =>
        Assert.Matches(@"^\d+\.\d+\.\d+", Netpol.Run("--version").Output);

    [Fact]
    public void A_fault_of_the_program_is_status_70_where_nobody_can_be_told()
    {
        using var error = new StreamWriter(new GoneStream()) { AutoFlush = true };
        using var streams = StandardStreams.Of(TextReader.Null, TextWriter.Null, error);

        Assert.Equal(70, NetpolApp.Run(["show", "a", "-f", "samples/redis"], streams, _ => throw new InvalidOperationException("broken"), CancellationToken.None));
    }

    [Fact]
    public void A_fault_of_the_program_is_status_70_without_a_stack_trace()
    {
        CommandResult result = RunWith(_ => throw new InvalidOperationException("a part is missing"), CancellationToken.None);

        Assert.Equal(70, result.Status);
        Assert.Equal("netpol: internal error: InvalidOperationException: a part is missing\n", result.Error);
    }

    [Fact]
    public void An_interrupted_command_is_status_130()
    {
        CommandResult result = RunWith(options => new PolicyLoader(options), new CancellationToken(canceled: true));

        Assert.Equal(130, result.Status);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Output_goes_to_the_file_that_is_named()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "answer.json");

        CommandResult result = Netpol.Run(
            "can", "shop/frontend-a", "shop/redis-0", "--port", "6379", "-f", "samples/redis", "--format", "json", "-o", file);

        Assert.Equal(0, result.Status);
        Assert.Equal("", result.Output);
        Assert.StartsWith("{\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error()
    {
        using var folder = new TemporaryFolder();

        CommandResult result = Netpol.Run("show", "shop/redis-0", "-f", "samples/redis", "-o", folder.Path);

        Assert.Equal(2, result.Status);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"netpol: `{folder.Path}` cannot be written: "), result.Error, StringComparison.Ordinal);
    }

    private static CommandResult RunWith(Func<LoadOptions, PolicyLoader> createLoader, CancellationToken cancellation)
    {
        using var stdin = new StringReader("");
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        int status = NetpolApp.Run(
            ["can", "shop/web-0", "shop/redis-0", "-f", "samples/redis"], StandardStreams.Of(stdin, stdout, stderr), createLoader, cancellation);
        return new CommandResult(status, stdout.ToString(), stderr.ToString());
    }
}
