using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

public sealed partial class ClusterDns
{
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

    private string NameOf(DnsService service) => Absolute([service.Name.ToLowerInvariant(), service.Namespace.ToLowerInvariant(), "svc"]);
}
