using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Input;

/// <summary>One packet to send: what a question about endpoints comes to where one address sends to one other.</summary>
/// <param name="Source">The source; null where a node chooses it by its routes.</param>
/// <param name="Node">The node that sends; null where the source tells.</param>
/// <param name="Destination">The destination as the sender writes it: of a Service its own address.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal sealed record TraceQuestion(IpAddress? Source, string? Node, IpAddress Destination, TrafficPoint Traffic)
{
    public const int UsualLength = 60;
    private const ushort UsualSourcePort = 40000;
    private const byte EchoRequest = 8;
    private const byte EchoRequestV6 = 128;

    public int Length { get; init; } = UsualLength;

    public bool MayFragment { get; init; }

    /// <summary>What of the input the policies' verdicts do not take into account.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The packet of the first pair of endpoints that the question is about.</summary>
    /// <exception cref="CommandFailedException">The question has no answer, or names nothing that has an address.</exception>
    public static TraceQuestion Of(Query query, PolicySnapshot snapshot, CancellationToken cancellationToken)
    {
        Answer answer = snapshot.Ask(query, cancellationToken);
        if (answer.Error is { } error)
        {
            throw new CommandFailedException(error.Message);
        }

        Flow flow = answer.Parts.Select(part => (Flow?)part.Witness).FirstOrDefault() ?? throw new CommandFailedException($"there is no traffic between {query.From} and {query.To}");
        string? node = NodeOf(query.From);
        (IpAddress Address, ServicePort Port)? service = ServiceOf(query, snapshot, flow.Destination.Family);
        IpAddress destination = service?.Address ?? flow.Destination.Address ?? throw new CommandFailedException($"{query.To} has no address in the input");
        IpAddress? source = node is null ? flow.Source.Address ?? throw new CommandFailedException($"{query.From} has no address in the input") : null;
        return new TraceQuestion(source, node, destination, TrafficOf(query, flow, service?.Port))
        {
            Notes = [.. snapshot.Model.NotTakenIntoAccount.Select(foreign => $"{foreign.Message} [{ReasonCode.UnsupportedObjectPresent.ToText()}]")],
        };
    }

    /// <summary>Sends it.</summary>
    /// <exception cref="CommandFailedException">The node has no address to send from.</exception>
    public PacketTrace Send(PacketWalk walk, PodNetwork network)
    {
        IpAddress source = Source ?? network.SourceTowards(Node!, Destination) ?? throw new CommandFailedException($"{Node} has no address in the input to send from");
        var packet = new Packet(source, Destination, Traffic) { Length = Length, DontFragment = !MayFragment };
        return Node is null ? walk.Send(packet) : walk.Send(Node, packet);
    }

    private static string? NodeOf(string reference) => reference.StartsWith("node/", StringComparison.Ordinal) ? reference["node/".Length..] : null;

    private static (IpAddress Address, ServicePort Port)? ServiceOf(Query query, PolicySnapshot snapshot, IpFamily family)
    {
        (string reference, string? node) = query.To.Split('@') is [var before, var behind] ? (before, behind) : (query.To, null);
        string[] parts = reference.Split('/');
        if (parts[0] is not ("svc" or "service" or "services" or "nodeport"))
        {
            return null;
        }

        string[] name = parts[^1].Split(':');
        string space = parts.Length == 3 ? parts[1] : query.DefaultNamespace;
        Service? service = snapshot.Model.Services.FirstOrDefault(candidate => candidate.Namespace == space && candidate.Name == name[0]);
        string? asked = name.Length == 2 ? name[1] : query.Port;
        ServicePort port = service?.Ports.FirstOrDefault(port => asked is null || port.Name == asked || asked == $"{port.Number}" || asked == $"{port.NodePort}") ?? default;
        if (service is null || port == default)
        {
            return null;
        }

        if (parts[0] == "nodeport")
        {
            Node? entry = snapshot.Model.Nodes.FirstOrDefault(candidate => node is null || candidate.Name == node);
            return entry?.Addresses.Select(address => (IpAddress?)address).FirstOrDefault(address => address!.Value.Family == family) is { } address
                ? (address, port with { Number = port.NodePort })
                : null;
        }

        return service.ClusterAddresses.Select(address => (IpAddress?)address).FirstOrDefault(address => address!.Value.Family == family) is { } virtualAddress ? (virtualAddress, port) : null;
    }

    private static TrafficPoint TrafficOf(Query query, Flow flow, ServicePort? service)
    {
        ushort sourcePort = query.SourcePort ?? UsualSourcePort;
        if (service is { } port)
        {
            return TrafficPoint.Ports(port.Protocol, port.Number, sourcePort);
        }

        if (query.Port is null && query.Protocols.IsEmpty && query.IcmpType is null)
        {
            return flow.Source.Family == IpFamily.V4 ? TrafficPoint.Icmp(Protocol.Icmp, EchoRequest) : TrafficPoint.Icmp(Protocol.IcmpV6, EchoRequestV6);
        }

        return flow.Traffic.Protocol.HasPorts ? TrafficPoint.Ports(flow.Traffic.Protocol, flow.Traffic.Major, sourcePort) : flow.Traffic;
    }
}
