using System.Runtime.Versioning;

namespace Cli.Tests;

/// <summary>Options, paths and names that are not what somebody meant.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MistakenInputTests
{
    [Theory]
    [InlineData("matrix samples/redis --bogus")]
    [InlineData("lint samples/redis --bogus")]
    [InlineData("lint samples/redis --changed samples/redis/cluster.yaml --bogus")]
    [InlineData("report samples/redis -o - --bogus")]
    [InlineData("render --target iptables samples/redis --bogus")]
    [InlineData("test samples/redis --bogus")]
    [InlineData("drift --node w1 --nft rules.json samples/redis --bogus")]
    [InlineData("serve samples/redis --bogus")]
    [InlineData("merge 1.jsonl --bogus")]
    [InlineData("diff samples/redis --bogus")]
    public void A_mistyped_option_is_no_path(string line)
    {
        CommandResult result = Netpol.Run(line.Split(' '));

        Assert.Equal(2, result.Status);
        Assert.Equal("", result.Output);
        Assert.Equal($"netpol: Unrecognized option '--bogus'. A path of this name goes behind --.\n  hint: `netpol {line.Split(' ')[0]} --help` shows what it takes\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_path_that_begins_as_options_do_goes_behind_two_dashes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("--cluster.yaml", Fixture.Cluster);

        CommandResult result = Netpol.RunProcessIn(folder.Path, "", "matrix", "--from", "shop/web-0", "--to", "shop/redis-0", "--", "--cluster.yaml");

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Status);
        Assert.Equal(0, Netpol.RunWithInput(Fixture.Cluster, "matrix", "-").Status);
    }

    [Theory]
    [InlineData("matrix samples/redis nope")]
    [InlineData("matrix -f samples/redis -f nope")]
    [InlineData("matrix samples/redis --whatif nope")]
    [InlineData("show shop/redis-0 -f samples/redis -f nope")]
    [InlineData("report -o - samples/redis nope")]
    [InlineData("report -o - samples/redis --old nope")]
    [InlineData("render --target iptables samples/redis nope")]
    [InlineData("render --target iptables samples/redis --since nope")]
    public void What_is_named_and_not_there_is_an_error(string line) =>
        Assert.Equal(new CommandResult(2, "", "netpol: there is no file or directory `nope`\n"), Netpol.Run(line.Split(' ')));

    [Theory]
    [InlineData("diff - -")]
    [InlineData("matrix - -f -")]
    [InlineData("can --queries - -f samples/redis --whatif -")]
    [InlineData("can --queries - -f -")]
    [InlineData("lint - --against -")]
    [InlineData("report -o - - --old -")]
    [InlineData("render --target nftables - --since -")]
    [InlineData("trace shop/web-0 shop/redis-0 -f - --whatif -")]
    public void Standard_input_is_read_once(string line)
    {
        CommandResult result = Netpol.RunProcess(Fixture.Cluster, line.Split(' '));

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.EndsWith("netpol: standard input can be read once, and is asked for again\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Expectations_and_their_cluster_are_not_read_from_one_input()
    {
        CommandResult result = Netpol.RunProcess("[{from: shop/web-0, to: shop/redis-0, expect: allow}]", "test", "-", "-f", "-");

        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: <stdin>: standard input can be read once, and is asked for again\n", result.Error);
    }

    [Theory]
    [InlineData("nope", "there is no file `nope`")]
    [InlineData("samples/redis", "`samples/redis` is a directory; name the files in it")]
    public void What_has_changed_is_there(string changed, string problem) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: --changed: {problem}\n"), Netpol.RunProcess("", "lint", "samples/redis/cluster.yaml", "--changed", changed));

    [Theory]
    [InlineData("samples/redis", "README.md")]
    [InlineData("-", "chart.yaml", "--stdin-filename", "chart.yaml")]
    public void What_has_changed_need_not_be_input_nor_a_file(string input, string changed, params string[] options) =>
        Assert.Equal(0, Netpol.RunProcess(Fixture.Cluster, ["lint", input, "--changed", changed, .. options]).Status);

    [Theory]
    [InlineData("", "netpol [command] [options]", "Looks for mistakes in policies")]
    [InlineData("selector", "netpol selector [command] [options]", "Says whether a selector matches labels.")]
    public void Where_no_command_is_named_help_lists_them(string line, string usage, string command)
    {
        CommandResult result = Netpol.RunProcess("", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains(usage, result.Error, StringComparison.Ordinal);
        Assert.Contains(command, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lnit samples/redis", "netpol", "there is no command `lnit`; did you mean `lint`?")]
    [InlineData("lnit --help", "netpol", "there is no command `lnit`; did you mean `lint`?")]
    [InlineData("selector prase x", "netpol selector", "there is no command `prase`; did you mean `parse`?")]
    [InlineData("frobnicate", "netpol", "there is no command `frobnicate`")]
    public void A_mistyped_command_is_answered_with_the_nearest(string line, string command, string message) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: {message}\n  hint: `{command} --help` shows what it takes\n"), Netpol.RunProcess("", line.Split(' ')));

    [Theory]
    [InlineData("lint samples/redis --baseline /dev/zero", "the baseline `/dev/zero` cannot be read: it is larger than 67108864 bytes")]
    [InlineData("drift samples/network --node w2 --iptables-save /dev/zero", "--iptables-save: it is larger than 134217728 bytes")]
    [InlineData("serve samples/redis --token-file /dev/zero", "--token-file: `/dev/zero` cannot be read: it is larger than 67108864 bytes")]
    [InlineData("merge /dev/zero", "`/dev/zero` has a line of more than 268435456 bytes")]
    public void What_has_no_end_is_not_read_for_ever(string line, string message) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: {message}\n"), Netpol.RunProcess("", line.Split(' ')));

    [Fact]
    public void A_directory_is_no_piece_of_a_run() =>
        Assert.Equal(new CommandResult(2, "", "netpol: `samples/redis` is a directory; name the files in it\n"), Netpol.RunProcess("", "merge", "samples/redis"));

    [Theory]
    [InlineData("1.2.3.4/99", 32)]
    [InlineData("1.2.3.4/x", 32)]
    [InlineData("fd00::/129", 128)]
    [InlineData("::ffff:1.2.3.4/129", 128)]
    public void A_block_has_a_length_that_can_be(string block, int most) => Assert.Equal(
        new CommandResult(2, "", $"netpol: `{block}` is not a block of addresses: what follows `/` is a number from 0 to {most}\n"),
        Netpol.RunProcess("", "can", "shop/web-0", block, "-f", "samples/redis"));

    [Theory]
    [InlineData("Ünï")]
    [InlineData("shop.prod")]
    [InlineData("-shop")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void A_namespace_has_a_name_that_can_be(string name) => Assert.Equal(
        new CommandResult(2, "", $"netpol: --namespace: `{name}` is not the name of a namespace\n  hint: it has at most 63 lower-case letters, digits and `-`, and neither begins nor ends with `-`\n"),
        Netpol.RunProcess("", "can", "web-0", "redis-0", "-f", "samples/redis", $"--namespace={name}"));

    [Fact]
    public void One_thing_is_told_of_as_one() => Assert.Equal(
        "netpol: 1 object read: 1 endpoint, 0 policies\n",
        Netpol.RunProcess("{apiVersion: v1, kind: Pod, metadata: {name: a}, status: {podIP: 10.0.0.1}}", "show", "a", "--verbose", "-f", "-").Error);

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    public void An_empty_list_of_rules_is_an_error(string rules) =>
        Assert.Equal(new CommandResult(2, "", "netpol: --only: the list of rules is empty\n"), Netpol.Run("lint", "samples/redis", "--only", rules));

    [Theory]
    [InlineData("can", "svc/shop/redis:nope", "shop/frontend-a", "-f", "samples/redis")]
    [InlineData("can", "svc/shop/redis:nope", "shop/frontend-a", "-f", "samples/redis", "--port", "80")]
    [InlineData("matrix", "samples/redis", "--from", "svc/shop/redis:nope")]
    public void A_service_that_sends_has_no_port(params string[] line) =>
        Assert.Equal(new CommandResult(2, "", "netpol: `svc/shop/redis:nope` is a destination; its backends do not send from a service's port\n"), Netpol.Run(line));

    [ShellTheory("sh")]
    [InlineData("2>&-", "can", "x", "y", "-f", "samples/redis")]
    [InlineData("2>/dev/full", "can", "x", "y", "-f", "samples/redis")]
    [InlineData("2>/dev/full", "bogus")]
    [InlineData("2>&-", "bogus")]
    [InlineData("2>&-", "lint", "--verbose", "samples/redis")]
    [InlineData("2>/dev/full", "lint", "--verbose", "samples/redis")]
    public void Where_nobody_can_be_told_the_status_still_tells(string redirection, params string[] args)
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(2, RunInShell(redirection, args).Status);
        }
    }

    [ShellTheory("sh")]
    [InlineData("can", "a", "b", "-f", "-")]
    [InlineData("matrix", "-")]
    [InlineData("can", "--queries", "-", "-f", "samples/redis")]
    public void Standard_input_that_is_closed_is_an_error(params string[] args)
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(new CommandResult(2, "", "netpol: standard input is closed\n"), RunInShell("<&-", args));
        }
    }

    [ShellTheory("mkfifo")]
    [InlineData("cluster.yaml", "pipe.yaml")]
    [InlineData("cluster.yaml", "below/pipe.json")]
    public void A_pipe_in_a_directory_is_not_waited_for(string cluster, string pipe)
    {
        using var folder = new TemporaryFolder();
        folder.Write(cluster, Fixture.Cluster);
        folder.Write("empty.yaml", "");
        string path = Path.Combine(folder.Path, pipe);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [path]))
        {
            made.WaitForExit();
        }

        CommandResult result = Netpol.RunProcess("", "can", "shop/web-0", "shop/redis-0", "-f", folder.Path);

        Assert.Equal(3, result.Status);
        Assert.Equal(
            $"{path}: error PE1009: `{path}` cannot be read: it is a pipe or a device, which is read only where it is named itself\n  hint: check the path and its permissions\n",
            result.Error);
    }

    private static CommandResult RunInShell(string redirection, string[] args) => Netpol.RunProcess(
        start =>
        {
            string[] given = [.. start.ArgumentList];
            start.FileName = "sh";
            start.ArgumentList.Clear();
            foreach (string argument in (string[])["-c", $"exec dotnet \"$@\" {redirection}", "sh", .. given])
            {
                start.ArgumentList.Add(argument);
            }
        },
        "",
        args);
}
