using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Services;

/// <summary>One node with pods, and a Service of three backends of which the first is on the node.</summary>
internal static class ServiceLab
{
    public const string OwnPod = "10.18.1.4";
    public const string Outside = "203.0.113.9";
    public const string NodeAddress = "192.168.0.1";

    public static ProxyNode Node { get; } = new("node-1") { Zone = "a", Addresses = [Ip(NodeAddress), Ip("fd00:1::1")] };

    public static ProxySettings Settings { get; } = new() { PodRanges = [Range("10.18.0.0/16"), Range("fd00:2::/64")] };

    public static ProxiedPort Web { get; } = new(new("default", "web", "http"), Protocol.Tcp, Ip("10.96.0.10"), 80)
    {
        NodePort = 30080,
        ExternalAddresses = [Ip("198.51.100.1")],
        LoadBalancerAddresses = [Ip("198.51.100.2")],
        Backends = [Backend("10.18.1.1", "node-1"), Backend("10.18.2.1", "node-2"), Backend("10.18.3.1", "node-3")],
    };

    public static IpAddress Ip(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new ArgumentException($"`{text}` is malformed", nameof(text));

    public static IpPrefix Range(string text) => IpPrefix.TryParse(text, out IpPrefix range) ? range : throw new ArgumentException($"`{text}` is malformed", nameof(text));

    public static ServiceBackend Backend(string address, string? node = null) => new(Ip(address), 8080) { Node = node };

    public static ServiceBackend Ending(string address, string node, bool isServing = true) =>
        Backend(address, node) with { IsReady = false, IsServing = isServing, IsTerminating = true };

    public static NodeProxy Proxy(params ProxiedPort[] ports) => NodeProxy.Build(Node, Settings, ports);

    public static NodeProxy Proxy(ProxyMode mode, params ProxiedPort[] ports) => NodeProxy.Build(Node, Settings with { Mode = mode }, ports);

    public static FirstPacket Packet(string source, string destination, int port, Protocol? protocol = null) =>
        new(protocol ?? Protocol.Tcp, Ip(source), 40000, Ip(destination), (ushort)port, source == NodeAddress || source == "127.0.0.1");

    /// <summary>What becomes of a packet that nothing is remembered of; the lowest draw takes the first backend.</summary>
    public static Translation Ask(this NodeProxy proxy, FirstPacket packet, ulong draw = 0) =>
        proxy.Decide(packet, draw, ProxyMemory.Empty, TimeSpan.Zero).Outcome;

    public static Translation.ToBackend Reach(this NodeProxy proxy, FirstPacket packet, ulong draw = 0) =>
        Assert.IsType<Translation.ToBackend>(proxy.Ask(packet, draw));

    public static string[] Names(IEnumerable<ServiceBackend> backends) => [.. backends.Select(backend => backend.Address.ToString())];

    public static string[] PathOf(Translation translation) => [.. translation.Path.Select(step => step.ToString())];

    public static ProxiedPort With(this ProxiedPort port, params ServiceBackend[] backends) => port with { Backends = [.. backends] };
}
