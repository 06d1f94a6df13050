using System.Diagnostics;
using System.Runtime.Versioning;
using PolicyEngine.Cli;
using TestKit;

namespace Cli.Tests.Commands;

/// <summary>Shells complete commands, options and their values.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CompletionTests
{
    /// <summary>What scripts of all shells find, by the line up to the cursor.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "netpol mat", "matrix" },
        { "netpol matrix --gr", "--group" },
        { "netpol matrix --group work", "workload" },
        { "netpol matrix --format m", "md mermaid" },
        { "netpol matrix --format=m", "--format=md --format=mermaid" },
        { "netpol matrix samples/redis --from=ns/d", "--from=ns/dev" },
        { "netpol lint --fail-on e", "error" },
        { "netpol can -f samples/redis Deployment/sh", "Deployment/shop/frontend" },
        { "netpol can -f samples/redis dev/tool-0 svc/", "svc/shop/redis" },
        { "netpol can -f samples/redis --whatif over.yaml --prot", "--protocol" },
        { "netpol show -f samples/redis shop/re", "shop/redis-0" },
        { "netpol matrix samples/redis --from ns/d", "ns/dev" },
        { "netpol show -f samples/no-such shop/re", "" },
        { "netpol can --protocol I", "ICMP ICMPv6" },
        { "netpol can --protocol TCP,U", "TCP,UDP" },
        { "netpol can --profile calico-i", "calico-iptables" },
        { "netpol lint --only NP400", "NP4001 NP4002 NP4003 NP4004 NP4005 NP4006 NP4007 NP4008 NP4009" },
        { "netpol lint --rule NP4001=n", "NP4001=note" },
        { "netpol lint --explain-rule NP402", "NP4020 NP4021 NP4022 NP4023" },
        { "netpol drift -f samples/network --node w", "w1 w2" },
        { "netpol can -f samples/redis -n sh", "shop" },
        { "netpol can -n shop -f samples/redis re", "redis-0" },
        { "netpol can -n shop -f samples/redis svc/r", "svc/redis" },
        { "netpol can -f samples/redis shop/web-0 svc/shop/redis:", "svc/shop/redis:6379 svc/shop/redis:redis" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Bash_completes(string line, string expected) => Assert.Equal(expected, Completed("bash", line, $$"""
        {{Netpol.Run("completion", "bash").Output}}
        COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}
        _netpol; echo "${COMPREPLY[@]/#/{{line[(line.LastIndexOf(' ') + 1)..(Math.Max(line.LastIndexOfAny(['=', ':']), line.LastIndexOf(' ')) + 1)]}}}"
        """));

    [ShellTheory("zsh")]
    [MemberData(nameof(Lines))]
    public void Zsh_completes(string line, string expected) => Assert.Equal(expected, Completed("zsh", line, $$"""
        compdef() { }; _files() { }
        compadd() { shift; for found in "$@"; do [[ $found == "$words[CURRENT]"* ]] && echo "$found"; done }
        {{Netpol.Run("completion", "zsh").Output}}
        line='{{line}}'; words=(${(z)line}); CURRENT=${#words}
        _netpol
        """));

    [ShellTheory("fish")]
    [MemberData(nameof(Lines))]
    public void Fish_completes(string line, string expected) => Assert.Equal(expected, Completed("fish", line, $$"""
        {{Netpol.Run("completion", "fish").Output}}
        complete -C '{{line}}'
        """));

    [ShellTheory("fish")]
    [InlineData("netpol lint --format s", "sarif")]
    [InlineData("netpol lint --filename s", "samples/ src/")]
    [InlineData("netpol lint s", "samples/ src/")]
    public void Files_are_offered_where_the_tool_knows_no_values(string line, string expected) => Fish_completes(line, expected);

    [Fact]
    public void Other_ways_to_ask_for_help_are_not_offered()
    {
        string[] offered = Netpol.Run("[suggest]", "can -").Output.ReplaceLineEndings("\n").Split('\n');

        Assert.Contains("--help", offered, StringComparer.Ordinal);
        Assert.DoesNotContain("-h", offered, StringComparer.Ordinal);
        Assert.DoesNotContain("-?", offered, StringComparer.Ordinal);
    }

    [Fact]
    public void Names_that_a_shell_would_run_are_not_completed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pods.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: 'a$(touch x)', namespace: shop}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: ab, namespace: shop}}\n");

        CommandResult result = Netpol.Run("[suggest]", $"show -f {folder.Path} shop/a");

        Assert.Equal("shop/ab\n", result.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("matrix --format=", "--format=csv\n--format=dot\n")]
    [InlineData("matrix --format:", "--format:csv\n--format:dot\n")]
    [InlineData("matrix --format ", "csv\ndot\n")]
    public void Values_are_completed_as_they_are_typed(string line, string start) =>
        Assert.StartsWith(start, Netpol.Run("[suggest]", line).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[suggest:x]")]
    [InlineData("[suggest:-1]")]
    [InlineData("[suggest:99999999999]")]
    public void A_position_that_is_none_is_an_error(string directive) =>
        Assert.Equal(new CommandResult(2, "", "netpol: [suggest:POSITION]: the position is no number\n"), Netpol.Run(directive, "can -"));

    [Theory]
    [InlineData("zsh", "#compdef netpol\n")]
    [InlineData("fish", "# Completion of netpol for fish")]
    [InlineData("powershell", "# Completion of netpol for PowerShell")]
    public void Other_shells_have_scripts_of_their_own(string shell, string start)
    {
        CommandResult result = Netpol.RunProcess("", "completion", shell);

        Assert.Equal(0, result.Status);
        Assert.StartsWith(start, result.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_that_is_not_known_is_an_error()
    {
        CommandResult result = Netpol.Run("completion", "tcsh");

        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: `tcsh` is not a shell that is known here; use bash, fish, powershell or zsh\n", result.Error);
    }

    /// <summary>What a script prints in a shell that has the command.</summary>
    private static string Completed(string shell, string line, string script)
    {
        using var folder = new TemporaryFolder();
        string command = folder.Write("netpol", $"#!/bin/sh\nexec dotnet '{typeof(NetpolApp).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(shell) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RepositoryRoot.Path };
        start.Environment["PATH"] = folder.Path + Path.PathSeparator + start.Environment["PATH"];
        foreach (string argument in shell == "fish" ? (string[])["--no-config", "-c", script] : shell == "zsh" ? ["-f", "-c", script] : ["-c", script])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> complaints = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", complaints.GetAwaiter().GetResult());

        // Where the tool has nothing to offer, shells offer files.
        string typed = line.Split(' ')[^1];
        return string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(found => found.StartsWith(typed, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
