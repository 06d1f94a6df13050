using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace AspNetCore.Tests.Etcd;

/// <summary>A real etcd server of its own, which can be stopped and started again with what it holds.</summary>
internal sealed class EtcdServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("etcd-");
    private readonly HttpClient _client = new();
    private readonly int _peerPort = FreePort();
    private Process? _process;

    /// <summary>Why tests are skipped; null where they are not.</summary>
    public static string? Missing => File.Exists("/usr/bin/etcd") ? null : "etcd is not installed: apt-get install etcd-server";

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public static async Task<EtcdServer> StartNewAsync()
    {
        var server = new EtcdServer();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        (string own, string peer) = (Address.ToString().TrimEnd('/'), $"http://127.0.0.1:{_peerPort}");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/etcd")
        {
            ArgumentList =
            {
                "--name", "test", "--data-dir", _data.FullName, "--listen-client-urls", own, "--advertise-client-urls", own,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"test={peer}",
            },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                (await _client.GetAsync(new Uri(Address, "version"), patience.Token)).Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    /// <summary>Stops the server without warning.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Puts and deletes at once: all are of one revision.</summary>
    public Task ChangeAsync(params (string Key, string? Value)[] changes) => AskAsync("v3/kv/txn", new JsonObject
    {
        ["success"] = new JsonArray([.. changes.Select(change => change.Value is { } value
            ? new JsonObject { ["requestPut"] = new JsonObject { ["key"] = Key(change.Key), ["value"] = Key(value) } }
            : new JsonObject { ["requestDeleteRange"] = new JsonObject { ["key"] = Key(change.Key) } })]),
    });

    /// <summary>Forgets all revisions but the last.</summary>
    public async Task CompactAsync()
    {
        JsonNode now = await AskAsync("v3/kv/range", new JsonObject { ["key"] = Key("/") });
        await AskAsync("v3/kv/compaction", new JsonObject { ["revision"] = (string)now["header"]!["revision"]!, ["physical"] = true });
    }

    /// <summary>Goes on as a user, once authentication is enabled.</summary>
    public async Task LogInAsync(string user, string password)
    {
        JsonNode answer = await AskAsync("v3/auth/authenticate", new JsonObject { ["name"] = user, ["password"] = password });
        _client.DefaultRequestHeaders.Remove("Authorization");
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", (string)answer["token"]!);
    }

    public async Task<JsonNode> AskAsync(string path, JsonObject question)
    {
        using var content = new StringContent(question.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await _client.PostAsync(new Uri(Address, path), content);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        _data.Delete(recursive: true);
    }

    private static string Key(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
