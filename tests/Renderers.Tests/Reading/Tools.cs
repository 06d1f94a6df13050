using System.Diagnostics;

namespace Renderers.Tests.Reading;

/// <summary>The tools of the kernel's filters, used in a network namespace that goes away with each run.</summary>
internal static class Tools
{
    /// <summary>Why the tools cannot be used; null if they can.</summary>
    public static string? Missing(params string[] names) =>
        !OperatingSystem.IsLinux() ? "only Linux has network namespaces"
        : !Environment.IsPrivilegedProcess ? "making a network namespace takes root"
        : names.Append("unshare").FirstOrDefault(name => Find(name) is null) is { } missing ? $"`{missing}` is not installed"
        : Run("true").ExitCode != 0 ? "no network namespace can be made here"
        : null;

    /// <summary>Runs a line of shell in a new network namespace.</summary>
    public static (int ExitCode, string Errors) Run(string command)
    {
        var start = new ProcessStartInfo("unshare", ["-n", "sh", "-c", command]) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
