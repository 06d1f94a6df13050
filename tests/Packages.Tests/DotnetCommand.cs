using System.Diagnostics;

namespace Packages.Tests;

/// <summary>Runs the SDK's command, or a program made with it, and waits for it.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    /// <summary>What <c>dotnet</c> printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public static string Run(string folder, params IEnumerable<string> arguments) => RunProgram("dotnet", folder, arguments);

    public static string RunProgram(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test's own SDK tells its children is not for another run of it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} takes longer than {s_limit}");
        }

        string text = output.GetAwaiter().GetResult();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{text}{error.GetAwaiter().GetResult()}");
    }
}
