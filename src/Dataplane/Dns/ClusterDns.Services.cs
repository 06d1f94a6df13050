using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

public sealed partial class ClusterDns
{
    private const int SumOfWeights = 100;

    private void AddServices(IEnumerable<DnsService> services)
    {
        foreach (DnsService service in services)
        {
            (string Namespace, string Name) key = (service.Namespace.ToLowerInvariant(), service.Name.ToLowerInvariant());
            if (!_services.TryAdd(key, service))
            {
                continue;
            }

            _namespaces.Add(key.Namespace);
            string name = NameOf(service);
            foreach (IpAddress address in service.ClusterAddresses)
            {
                AddReverse(address, name);
            }

            foreach (DnsEndpoint endpoint in service.IsHeadless ? service.Published.Where(endpoint => endpoint.Hostname is not null) : [])
            {
                AddReverse(endpoint.Address, $"{endpoint.Label}.{name}");
            }
        }
    }

    private void AddReverse(IpAddress address, string name)
    {
        if (!_reverse.TryGetValue(address, out List<string>? names))
        {
            _reverse[address] = names = [];
        }

        names.Add(name);
    }

    private ImmutableArray<DnsRecord>? Services(ImmutableArray<string> below) => below switch
    {
        [] => [],
        [var @namespace] => _namespaces.Contains(@namespace) ? [] : null,
        [.. var rest, var service, var @namespace] => _services.TryGetValue((@namespace, service), out DnsService? found) ? AtService(found, rest) : null,
    };

    private ImmutableArray<DnsRecord>? AtService(DnsService service, ImmutableArray<string> below) => below switch
    {
        [] => Addresses(service),
        [['_', .. var protocol]] => HasProtocol(service, protocol) ? [] : null,
        [var label] => Endpoints(service, label),
        [['_', .. var port], ['_', .. var protocol]] => Servers(service, port, protocol),
        _ => null,
    };

    private ImmutableArray<DnsRecord> Addresses(DnsService service)
    {
        string name = NameOf(service);
        if (service.ExternalName is { } target)
        {
            return [Record(name, new DnsData.Alias(target.EndsWith('.') ? target : target + "."))];
        }

        IEnumerable<IpAddress> addresses = service.IsHeadless ? service.Published.Select(endpoint => endpoint.Address) : service.ClusterAddresses;
        return [.. addresses.Distinct().Select(address => Record(name, new DnsData.Address(address)))];
    }

    private ImmutableArray<DnsRecord>? Endpoints(DnsService service, string label)
    {
        ImmutableArray<DnsRecord> found =
        [
            .. service.Published.Where(endpoint => endpoint.Label == label).Select(endpoint => endpoint.Address).Distinct()
                .Select(address => Record($"{label}.{NameOf(service)}", new DnsData.Address(address))),
        ];
        return found.IsEmpty ? null : found;
    }

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

    private string NameOf(DnsService service) => Absolute([service.Name.ToLowerInvariant(), service.Namespace.ToLowerInvariant(), "svc"]);

    private static bool IsNamed(DnsPort port, string name, string protocol) =>
        name.Length > 0 && string.Equals(port.Name, name, StringComparison.OrdinalIgnoreCase) && IsProtocol(port, protocol);

    private static bool IsProtocol(DnsPort port, string protocol) => string.Equals(port.Protocol.Name, protocol, StringComparison.OrdinalIgnoreCase);
}
