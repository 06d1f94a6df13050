using System.ComponentModel;
using System.Diagnostics;

namespace PolicyEngine.Cli.Capture;

/// <summary>Runs <c>kubectl</c>, which knows how to get at a cluster. Only what reads is asked of it.</summary>
internal sealed class Kubectl(string program, string? context, CancellationToken cancellation)
{
    // Of every system that runs .NET.
    private const int NotThere = 2;

    /// <summary>What it prints.</summary>
    /// <exception cref="CommandFailedException">It cannot be started, or fails.</exception>
    public MemoryStream Run(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (context is not null)
        {
            start.ArgumentList.Add($"--context={context}");
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Start(start);
        using CancellationTokenRegistration end = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var printed = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(printed);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            string[] lines = complaints.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new CommandFailedException($"`kubectl {string.Join(' ', start.ArgumentList)}` failed with status {process.ExitCode}") { Detail = lines };
        }

        printed.Position = 0;
        return printed;
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode == NotThere)
        {
            throw new CommandFailedException(Path.GetFileName(program) == program ? $"{program}, which gets at the cluster, is not on the PATH" : $"there is no {program}", exception);
        }
        catch (Win32Exception exception)
        {
            // The exception's own message speaks of working directories.
            throw new CommandFailedException($"{program} cannot be started: {new Win32Exception(exception.NativeErrorCode).Message}", exception);
        }
    }
}
