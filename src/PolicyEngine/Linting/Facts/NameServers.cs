using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>A way to ask a name server of the cluster.</summary>
/// <param name="Name">Whom people ask: a service or an address.</param>
/// <param name="Party">Who answers.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="Port">The port it answers on.</param>
internal readonly record struct NameServer(string Name, Party Party, Protocol Protocol, ushort Port);

/// <summary>Finds the name servers of a cluster.</summary>
internal static class NameServers
{
    private const ushort DnsPort = 53;
    private const string ServerLabel = "k8s-app";
    private const string ServerValue = "kube-dns";
    private const string CacheValue = "node-local-dns";
    private const string CacheAddress = "169.254.20.10";

    /// <summary>All ways to ask one; empty where there is none, and where it is not known who stands behind one.</summary>
    public static ImmutableArray<NameServer> Of(LintContext context)
    {
        HashSet<(string, string)> labelled = [.. context.Objects
            .Where(entry => entry.Header is { Kind: "Service", Group: "" } && Nodes.Text(entry.Header.Metadata?["labels"] as Documents.MappingNode, ServerLabel) == ServerValue)
            .Select(entry => (entry.Header.Namespace, entry.Header.Name))];
        ImmutableArray<NameServer>.Builder servers = ImmutableArray.CreateBuilder<NameServer>();
        foreach (Service service in context.Model.Services.Where(service => service.Ports.Any(IsDns) && (IsNamed(service) || labelled.Contains((service.Namespace, service.Name)))))
        {
            if (!TryAdd(context, service, servers))
            {
                return [];
            }
        }

        if (servers.Count > 0 && context.Model.Endpoints.Any(endpoint => endpoint.Labels[ServerLabel] == CacheValue) && IpAddress.TryParse(CacheAddress, out IpAddress cache))
        {
            Party party = context.Snapshot.PartyAt(cache);
            servers.Add(new NameServer(CacheAddress, party, Protocol.Udp, DnsPort));
            servers.Add(new NameServer(CacheAddress, party, Protocol.Tcp, DnsPort));
        }

        return servers.ToImmutable();
    }

    private static bool IsDns(ServicePort port) => port is { Number: DnsPort } && port.Protocol == Protocol.Udp;

    private static bool IsNamed(Service service) =>
        service.Name is "kube-dns" or "coredns" || (service.Selector?.Requirements.Any(requirement => requirement is { Label: ServerLabel, OneOf: [ServerValue] }) ?? false);

    /// <summary>Adds those behind a service; false where that is not known.</summary>
    private static bool TryAdd(LintContext context, Service service, ImmutableArray<NameServer>.Builder servers)
    {
        int before = servers.Count;
        string name = $"{service.Namespace}/{service.Name}";
        EndpointSlice[] slices = [.. context.Model.EndpointSlices.Where(slice => slice.Namespace == service.Namespace && slice.ServiceName == service.Name)];
        foreach (ServicePort port in service.Ports.Where(port => port.Number == DnsPort))
        {
            foreach (EndpointSlice slice in slices)
            {
                foreach (EndpointPort own in slice.Ports.Where(own => own.Name == port.Name && own.Protocol == port.Protocol))
                {
                    servers.AddRange(slice.Addresses.Select(address => new NameServer(name, context.Snapshot.PartyAt(address).Behind(service), port.Protocol, own.Number)));
                }
            }

            foreach (Endpoint backend in slices.Length > 0 ? [] : context.Facts.Backends.Of(service))
            {
                if (ServiceBackends.TargetOn(port, backend) is not { } number)
                {
                    return false;
                }

                servers.AddRange(context.Snapshot.Parties.Of(context.Facts.InForce.PlaceOf(backend)).Select(party => new NameServer(name, party.Behind(service), port.Protocol, number)));
            }
        }

        return servers.Count > before;
    }
}
