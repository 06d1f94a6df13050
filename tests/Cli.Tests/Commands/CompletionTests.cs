using System.Diagnostics;
using PolicyEngine.Cli;
using TestKit;

namespace Cli.Tests.Commands;

/// <summary>Shells complete commands, options and their values.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("netpol mat", "matrix")]
    [InlineData("netpol matrix --gr", "--group")]
    [InlineData("netpol matrix --group work", "workload")]
    [InlineData("netpol matrix --format m", "md mermaid")]
    [InlineData("netpol can --format ", "json text")]
    [InlineData("netpol lint --fail-on e", "error")]
    [InlineData("netpol completion p", "powershell")]
    [InlineData("netpol nothing-like-it --x", "")]
    public void Bash_completes(string line, string expected)
    {
        string script = $$"""
            netpol() { dotnet '{{typeof(NetpolApp).Assembly.Location}}' "$@"; }
            {{Netpol.Run("completion", "bash").Output}}
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE)
            [[ "$COMP_LINE" == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _netpol; echo "${COMPREPLY[*]}"
            """;

        Assert.Equal(expected, Bash(script).Trim());
    }

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

    private static string Bash(string script)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = RepositoryRoot.Path };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
