using System.Diagnostics;
using System.Globalization;

namespace Fleet.Tests;

/// <summary>The programs of these tests as processes of their own.</summary>
internal static class FleetProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>The command line of <c>netpol</c>.</summary>
    public static string[] Netpol => ["dotnet", Path.Combine(AppContext.BaseDirectory, "netpol.dll")];

    // In its own folder: beside netpol there is not what the web framework has, which the worker runs without.
    private static string Worker =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", "FleetWorker", new DirectoryInfo(AppContext.BaseDirectory).Name, "FleetWorker.dll");

    /// <summary>Runs <c>netpol</c>.</summary>
    public static (int Status, string Output) RunNetpol(params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(Netpol[0], [.. Netpol[1..], .. args]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Starts a worker, or whatever else the sample's program does.</summary>
    public static Process StartWorker(string broker, string queue, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Worker, .. args]) { UseShellExecute = false };
        (start.Environment["AMQP_URL"], start.Environment["FLEET_QUEUE"]) = (broker, queue);
        return Process.Start(start)!;
    }

    /// <summary>Asks a process to end, and says with what status it does.</summary>
    public static int Stop(Process process)
    {
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        return StatusOf(process);
    }

    /// <summary>The status with which a process ends.</summary>
    public static int StatusOf(Process process)
    {
        Assert.True(process.WaitForExit(s_patience), "the process does not end");
        return process.ExitCode;
    }
}
