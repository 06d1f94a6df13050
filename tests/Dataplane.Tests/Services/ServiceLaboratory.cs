using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>
/// The node on which the corpus was observed: three backends behind one Service, one Service without, pods in
/// 10.18.0.0/16. It turns the input of a case into packets and lets the model decide.
/// </summary>
internal sealed class ServiceLaboratory
{
    public const string Node = "192.168.222.101";
    private const string Cluster = "10.96.0.10:80";
    private const string Pod = "10.18.1.4";

    private readonly NodeProxy _proxy;
    private readonly Random _draws = new(1);
    private ProxyMemory _memory = ProxyMemory.Empty;
    private ProxiedConnections _connections = ProxiedConnections.None;
    private ushort _port = 10000;

    public ServiceLaboratory(bool hasAffinity) => _proxy = NodeProxy.Build(
        new("node") { Addresses = [Ip(Node)] },
        Settings,
        [
            new(new("default", "web", ""), Protocol.Tcp, Ip("10.96.0.10"), 80)
            {
                NodePort = 30080,
                Affinity = hasAffinity ? ProxiedPort.DefaultAffinity : null,
                Backends = [Backend("10.18.1.1"), Backend("10.18.1.2"), Backend("10.18.1.3")],
            },
            new(new("default", "empty", ""), Protocol.Tcp, Ip("10.96.0.99"), 80),
        ]);

    public ProxyNode ProxyNode => _proxy.Node;

    /// <summary>The packet of a case. What it leaves open is a pod's connection to the Service.</summary>
    public FirstPacket Packet(JsonElement input)
    {
        string client = Text(input, "client") ?? Pod;
        string destination = Text(input, "dst") ?? Cluster;
        if (Text(input, "packet") is { } packet)
        {
            string[] ends = packet.Split(" to ");
            (client, destination) = (ends[0], ends[1]);
        }

        bool isFromNode = client.StartsWith("node ", StringComparison.Ordinal);
        (string source, ushort sourcePort) = Split(client.Split(' ')[^1]);
        (string address, ushort port) = Split(destination);
        return new(Protocol.Tcp, Ip(source), sourcePort == 0 ? _port++ : sourcePort, Ip(address), port, isFromNode);
    }

    /// <summary>What becomes of a packet; what it belongs to is known.</summary>
    public Translation Send(FirstPacket packet)
    {
        if (_connections.Of(packet) is { } known)
        {
            return known;
        }

        (Translation outcome, _memory) = _proxy.Decide(packet, unchecked((ulong)_draws.NextInt64() << 1), _memory, TimeSpan.Zero);
        _connections = _connections.With(packet, outcome);
        return outcome;
    }

    /// <summary>Sends new connections like the packet until one goes to the backend.</summary>
    public Translation.ToBackend SendUntil(FirstPacket packet, string backend)
    {
        while (true)
        {
            Translation.ToBackend outcome = Assert.IsType<Translation.ToBackend>(Send(packet with { SourcePort = _port++ }));
            if (outcome.Backend.Address == Ip(backend))
            {
                return outcome;
            }
        }
    }

    private static string? Text(JsonElement input, string name) => input.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static (string Address, ushort Port) Split(string end)
    {
        string[] parts = end.Split(':');
        return (parts[0], parts.Length == 1 ? (ushort)0 : ushort.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
