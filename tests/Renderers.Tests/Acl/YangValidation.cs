using System.Diagnostics;

namespace PolicyEngine.Renderers.Tests.Acl;

/// <summary>Validation by <c>yanglint</c> (Debian's <c>libyang2-tools</c>) against the modules of RFC 8519, which come from the IETF.</summary>
internal static class YangValidation
{
    private const string Module = "ietf-access-control-list@2019-03-04.yang";

    /// <summary>Why nothing can be validated; null if it can.</summary>
    public static string? Missing => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "yanglint")))
        ? "`yanglint` is not installed"
        : Folder is null ? $"no folder named by YANG_MODULES has {Module}"
        : null;

    private static string? Folder => Environment.GetEnvironmentVariable("YANG_MODULES") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, Module)) ? folder : null;

    /// <summary>What is wrong with a document; empty where nothing is.</summary>
    public static string ErrorsOf(string json)
    {
        // The tool knows a format by the ending of the name.
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, json);
            string[] arguments = ["-p", Folder!, "-F", "ietf-access-control-list:*", "-t", "config", Path.Combine(Folder!, Module), file];
            var start = new ProcessStartInfo("yanglint", arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
            using Process process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"exit status {process.ExitCode}: {errors}";
        }
        finally
        {
            File.Delete(file);
        }
    }
}
