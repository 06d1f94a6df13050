using System.Diagnostics;

namespace Kernel.Tests.Loading;

/// <summary>A tool of the kernel's filters, run in the namespace of the thread.</summary>
internal static class Tool
{
    /// <summary>Runs it to its end; what it prints.</summary>
    public static string Run(string name, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(KernelRequirement.PathOf(name) ?? name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It stopped before it had read everything; its words follow.
        }

        string printed = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? printed : throw new RefusedRulesException($"{name} refuses what it is given: {errors}");
    }
}
