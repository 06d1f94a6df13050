namespace Cli.Tests;

/// <summary>The tool as a process of its own.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("shop/frontend-a", "6379", 0)]
    [InlineData("shop/batch-1", "6379", 1)]
    [InlineData("shop/nobody", "6379", 2)]
    public void The_exit_status_tells_the_verdict(string from, string port, int status)
    {
        string[] args = ["can", from, "shop/redis-0", "--port", port, "-f", "samples/redis"];

        CommandResult process = Netpol.RunProcess("", args);

        Assert.Equal(status, process.Status);
        Assert.Equal(Netpol.Run(args), process);
    }

    [Fact]
    public void A_wrong_option_is_status_2() =>
        Assert.Equal(2, Netpol.RunProcess("", "can", "--no-such-option").Status);

    [Fact]
    public void Standard_input_is_read_as_bytes_and_as_lines()
    {
        CommandResult cluster = Netpol.RunProcess(Fixture.Cluster, "can", "shop/web-0", "shop/redis-0", "--port", "1", "-f", "-");
        CommandResult questions = Netpol.RunProcess(
            """{"from":"shop/batch-1","to":"shop/redis-0","port":6379,"id":"ü"}""", "can", "--queries", "-", "-f", "samples/redis");

        Assert.Equal(0, cluster.Status);
        Assert.Equal("ü", Assert.Single(questions.JsonLines).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("can", "shop/batch-1", "shop/redis-0", "-f", "samples/redis")]
    [InlineData("matrix", "samples/redis", "--to", "shop/redis-0")]
    [InlineData("matrix", "samples/redis", "--to", "shop/redis-0", "--exposure")]
    [InlineData("diff", "samples/redis", "samples/redis", "--to", "shop/redis-0")]
    public void A_port_that_nobody_calls_so_is_an_error_whatever_is_asked(params string[] command) =>
        Assert.Equal(new CommandResult(2, "", "netpol: `shop/redis-0` declares no port named `rdeis`\n"), Netpol.RunProcess("", [.. command, "--port", "rdeis"]));

    [Theory]
    [InlineData("matrix", "samples/redis")]
    [InlineData("diff", "samples/redis", "samples/redis")]
    public void A_port_that_nobody_at_all_calls_so_is_an_error(params string[] command) =>
        Assert.Equal(new CommandResult(2, "", "netpol: the input declares no port named `rdeis`\n"), Netpol.RunProcess("", [.. command, "--port", "rdeis"]));
}
