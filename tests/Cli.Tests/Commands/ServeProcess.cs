using System.Diagnostics;
using System.Runtime.InteropServices;
using PolicyEngine.Cli;
using TestKit;

namespace Cli.Tests.Commands;

/// <summary>The server as a process of its own.</summary>
internal sealed class ServeProcess : IDisposable
{
    private const int Interrupt = 2;
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
        foreach (string arg in (string[])[typeof(NetpolApp).Assembly.Location, "serve", .. args])
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

    /// <summary>Presses the interrupt key.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> InterruptAsync()
    {
        Assert.Equal(0, Kill(_process.Id, Interrupt));
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

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
