using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary><c>netpol serve</c> as a process of its own, for tests that stand beside the tool.</summary>
public sealed class ServeProcess : IDisposable
{
    private const string Tool = "netpol.dll";
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const string Announcement = "serving on ";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ServeProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServeProcess> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = RepositoryRoot.Path, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, Tool), "serve", .. args])
        {
            start.ArgumentList.Add(arg);
        }

        // What the environment tells web servers in general must not open this one.
        start.Environment["ASPNETCORE_URLS"] = "http://0.0.0.0:0";
        Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.IndexOf(Announcement, StringComparison.Ordinal) is var at and >= 0)
            {
                return new ServeProcess(process, new Uri(line[(at + Announcement.Length)..].Split(' ')[0]));
            }
        }

        throw new InvalidOperationException($"it does not serve: {string.Join('\n', said)}");
    }

    /// <summary>Presses the interrupt key. What a shell runs in the background is deaf to it, and so is all that this starts; such a process is told to end.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> InterruptAsync()
    {
        if (Kill(_process.Id, IsDeaf() ? Terminate : Interrupt) != 0)
        {
            throw new InvalidOperationException("it has ended before");
        }

        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private bool IsDeaf()
    {
        const string Ignored = "SigIgn:";
        string status = $"/proc/{_process.Id}/status";
        return File.Exists(status)
            && File.ReadLines(status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
