using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Dns;

public sealed partial class ClusterDns
{
    private const int SumOfWeights = 100;

    private ImmutableArray<DnsRecord>? Servers(DnsService service, string port, string protocol)
    {
        string name = $"_{port}._{protocol}.{NameOf(service)}";
        ImmutableArray<(ushort Port, string Target)> servers = [.. Targets(service).Where(pair => IsNamed(pair.Port, port, protocol)).Select(pair => (pair.Port.Number, pair.Target)).Distinct()];
        return servers.IsEmpty
            ? service.Ports.Any(known => IsNamed(known, port, protocol)) ? [] : null
            : [.. servers.Select(server => Record(name, new DnsData.Server(Math.Max(1, SumOfWeights / servers.Length), server.Port, server.Target)))];
    }

    private IEnumerable<(DnsPort Port, string Target)> Targets(DnsService service) => service.IsHeadless
        ? from endpoint in service.Published
          from port in endpoint.Ports.IsEmpty ? service.Ports : endpoint.Ports
          select (port, $"{endpoint.Label}.{NameOf(service)}")
        : service.ExternalName is null ? service.Ports.Select(port => (port, NameOf(service))) : [];

    private bool HasProtocol(DnsService service, string protocol) =>
        Targets(service).Any(pair => pair.Port.Name.Length > 0 && IsProtocol(pair.Port, protocol));

    private static bool IsNamed(DnsPort port, string name, string protocol) =>
        name.Length > 0 && string.Equals(port.Name, name, StringComparison.OrdinalIgnoreCase) && IsProtocol(port, protocol);

    private static bool IsProtocol(DnsPort port, string protocol) => string.Equals(port.Protocol.Name, protocol, StringComparison.OrdinalIgnoreCase);
}
