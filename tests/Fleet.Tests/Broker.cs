using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;

namespace Fleet.Tests;

/// <summary>A broker for these tests alone, on ports of its own of this machine's loopback, with its data in a temporary folder.</summary>
public sealed class Broker : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netpol-broker-");
    private readonly ConcurrentQueue<string> _log = [];
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Process> _processes = [];
    private readonly int _port = FreePort();

    /// <summary>Where it listens.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{_port}");

    public async Task InitializeAsync()
    {
        if (RabbitMqServer.File is not { } server)
        {
            return;
        }

        // The server starts a register of names of its own accord, which outlives it and hears all the world; so there is one.
        string names = FreePort().ToString(CultureInfo.InvariantCulture);
        Start(new ProcessStartInfo("epmd", ["-port", names, "-address", "127.0.0.1"]));
        Process broker = Start(StartOf(server, names));
        await Task.WhenAny(_isUp.Task, broker.WaitForExitAsync()).WaitAsync(s_patience).ConfigureAwait(false);
        Assert.True(_isUp.Task.IsCompleted, string.Join('\n', _log));
    }

    public Task DisposeAsync()
    {
        foreach (Process process in Enumerable.Reverse(_processes))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>How many messages of a queue nobody holds.</summary>
    internal async Task<uint> CountAsync(string queue)
    {
        IConnection connection = await new ConnectionFactory { Uri = new Uri(Url) }.CreateConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            IChannel channel = await connection.CreateChannelAsync().ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                return await channel.MessageCountAsync(queue).ConfigureAwait(false);
            }
        }
    }

    private ProcessStartInfo StartOf(string server, string names)
    {
        string none = Path.Combine(_folder.FullName, "none");
        string plugins = Path.Combine(_folder.FullName, "plugins");
        File.WriteAllText(none, "");
        File.WriteAllText(plugins, "[].");
        var start = new ProcessStartInfo(server);
        foreach ((string name, string value) in ((string, string)[])
        [
            ("HOME", _folder.FullName),
            ("ERL_EPMD_PORT", names),
            ("RABBITMQ_NODENAME", $"netpol-{names}@localhost"),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODE_PORT", _port.ToString(CultureInfo.InvariantCulture)),
            ("RABBITMQ_DIST_PORT", FreePort().ToString(CultureInfo.InvariantCulture)),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(_folder.FullName, "data")),
            ("RABBITMQ_LOG_BASE", Path.Combine(_folder.FullName, "log")),
            ("RABBITMQ_LOGS", "-"),
            ("RABBITMQ_CONF_ENV_FILE", none),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(_folder.FullName, "no-configuration")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", plugins),
            ("RABBITMQ_ALLOW_INPUT", "1"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-noinput -kernel inet_dist_use_interface {127,0,0,1}"),
        ])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        _processes.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        _log.Enqueue(line ?? "");
        if (line?.Contains("Server startup complete", StringComparison.Ordinal) == true)
        {
            _isUp.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
