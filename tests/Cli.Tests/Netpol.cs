using System.Diagnostics;
using PolicyEngine;
using PolicyEngine.Cli;
using TestKit;

namespace Cli.Tests;

/// <summary>Runs command lines, in this process or as one of their own.</summary>
internal static class Netpol
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static CommandResult Run(params string[] args) => RunWithInput("", args);

    public static CommandResult RunWithInput(string input, params string[] args)
    {
        using var stdin = new StringReader(input);
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        int status = NetpolApp.Run(args, stdin, stdout, stderr);
        return new CommandResult(status, stdout.ToString(), stderr.ToString());
    }

    /// <summary>Runs a command line with something about it changed: its rules, its day.</summary>
    public static CommandResult RunWith(Func<CommandContext, CommandContext> change, string input, params string[] args)
    {
        using var stdin = new StringReader(input);
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var context = new CommandContext(StandardStreams.Of(stdin, stdout, stderr), options => new PolicyLoader(options), CancellationToken.None) { StepSummary = null };
        int status = NetpolApp.Run(args, change(context));
        return new CommandResult(status, stdout.ToString(), stderr.ToString());
    }

    public static CommandResult RunProcess(string input, params string[] args) => RunProcessIn(RepositoryRoot.Path, input, args);

    public static CommandResult RunProcessIn(string folder, string input, params string[] args) => RunProcess(start => start.WorkingDirectory = folder, input, args);

    /// <summary>Runs a process with something about its start changed: its folder, its environment.</summary>
    public static CommandResult RunProcess(Action<ProcessStartInfo> change, string input, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(NetpolApp).Assembly.Location);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        change(start);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(s_patience), "the process does not end");
        return new CommandResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
