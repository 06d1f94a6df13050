using System.Net;
using System.Net.Sockets;

namespace AspNetCore.Tests.Etcd;

/// <summary>Passes connections on to a server, and can be shut.</summary>
internal sealed class EtcdGate : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile bool _isShut;

    private EtcdGate(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public static EtcdGate Open(Uri server) => new(server);

    /// <summary>Cuts all connections and lets none through.</summary>
    public void Shut()
    {
        _isShut = true;
        lock (_open)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Reopen() => _isShut = false;

    public async ValueTask DisposeAsync()
    {
        Shut();
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_isShut)
                {
                    client.Dispose();
                    continue;
                }

                _ = PassAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        var server = new TcpClient();
        lock (_open)
        {
            _open.AddRange([client, server]);
        }

        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
