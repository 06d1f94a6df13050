using System.Diagnostics;
using TestKit;

namespace Samples.Tests;

/// <summary>A built sample, run at the repository's root.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    /// <summary>The built form of a project, in the configuration of the tests.</summary>
    public static string ProgramOf(string project, string? assembly = null)
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return RepositoryRoot.PathOf("artifacts", "bin", project, configuration, $"{assembly ?? project}.dll");
    }

    /// <summary>Runs a sample as its document does.</summary>
    public static SampleProcess Run(string project, params IEnumerable<string> arguments)
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Start("dotnet", ["run", "--no-build", "--configuration", configuration, "--project", $"samples/{project}", "--", .. arguments]);
    }

    public static SampleProcess Start(string command, IEnumerable<string> arguments, string? netpol = null, string? seed = null)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = RepositoryRoot.Path, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NETPOL"] = netpol;
        start.Environment["PROPERTY_SEED"] = seed;
        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>What it prints until it ends, and its exit status.</summary>
    public async Task<(string Output, string Error, int Status)> EndAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        Task<string> output = _process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (await output, await error, _process.ExitCode);
    }

    /// <summary>The address that it says it listens on.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string Said = "Now listening on: ";
        using var patience = new CancellationTokenSource(s_patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.IndexOf(Said, StringComparison.Ordinal) is >= 0 and var place)
            {
                // What it says from here on is read and forgotten, so that it never waits for a reader.
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new Uri(line[(place + Said.Length)..]);
            }
        }

        throw new InvalidOperationException($"it ended: {await _process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
