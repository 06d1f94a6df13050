using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds the ports that nodes open for services: <c>nodeport/NS/NAME[:PORT][@NODE]</c>.</summary>
internal sealed partial class PartyResolver
{
    private const string AnyNode = "any";
    private const string NodePrefix = "node/";
    private const string NodePortPrefix = "nodeport/";

    private PartyGroup? ResolveNodePort(string @namespace, string reference, ref QueryError? error)
    {
        int at = reference.LastIndexOf('@');
        string? node = at < 0 || reference[(at + 1)..] == AnyNode ? null : reference[(at + 1)..];
        if (FindService(NodePortPrefix, @namespace, at < 0 ? reference : reference[..at], out string? port, ref error) is not { } service)
        {
            return null;
        }

        ServicePort[] ports = [.. service.Ports.Where(candidate => candidate.NodePort != 0)];
        if (ports.Length == 0)
        {
            return Fail("NODE_PORT_NOT_FOUND", $"the input gives service `{@namespace}/{service.Name}` no port of nodes", ref error);
        }

        PartyGroup? backends = Backends(service, service.Families, service.IsExternalTrafficLocal, ref error);
        ImmutableArray<(string Node, IpAddress Address)> addresses = backends is null ? [] : node is null ? AddressesOfNodes(ref error) : AddressesOf(node, ref error);
        if (backends is null || addresses.IsEmpty)
        {
            return null;
        }

        return backends with
        {
            Members = [.. addresses.SelectMany(address => ports.SelectMany(opened => Through(new EntryPoint(address.Node, address.Address, opened), service, backends.Members)))],
            Service = service,
            ServicePort = port,
            IsNodePort = true,
        };
    }

    /// <summary>The backends of the service for which the node asked about opens the port asked about; null where it is no node, or opens none.</summary>
    private PartyGroup? ResolveOpenedPort(Query query, ref QueryError? error)
    {
        bool isAddress = IpAddress.TryParse(query.To, out IpAddress address);
        string? node = isAddress ? snapshot.Nodes.NameAt(address)
            : EndpointFinder.KindOf(query.To) == "Node" ? query.To[(query.To.LastIndexOf('/') + 1)..]
            : null;
        if (string.IsNullOrEmpty(node)
            || ServiceBehind(query, out ushort number) is not { } service
            || ResolveNodePort(service.Namespace, $"{service.Name}@{node}", ref error) is not { } group)
        {
            return null;
        }

        ImmutableArray<Party> members = [.. group.Members.Where(member => member.Via is { } entry && entry.Port.NodePort == number && (!isAddress || entry.Address == address))];
        return members.IsEmpty ? null : group with
        {
            Members = members,
            Notes = [$"port {query.Port} of node {node} is the one that nodes open for service {service.Namespace}/{service.Name}", .. group.Notes],
        };
    }

    /// <summary>The service for which nodes open the port asked about; null where they open it for none.</summary>
    private Service? ServiceBehind(Query query, out ushort number)
    {
        if (!ushort.TryParse(query.Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort asked))
        {
            number = 0;
            return null;
        }

        number = asked;
        Protocol? protocol = query.Protocols.IsEmpty ? Protocol.Tcp : query.Protocol;
        return snapshot.Model.Services.FirstOrDefault(candidate => candidate.Ports.Any(port => port.NodePort == asked && port.Protocol == protocol));
    }

    /// <summary>The backends as they are reached through the port of a node.</summary>
    private IEnumerable<Party> Through(EntryPoint opened, Service service, ImmutableArray<Party> backends)
    {
        Party[] reached = [.. backends.Where(backend => backend.Family == opened.Address.Family)];
        EntryPoint entry = opened with
        {
            IsLocalOnly = service.IsExternalTrafficLocal,
            HasBackend = reached.Any(backend => snapshot.Parties.PlaceOf(backend).IsOn(opened.Node) != Certainty.No),
        };
        return reached.Select(backend => backend.Through(entry));
    }

    private ImmutableArray<(string Node, IpAddress Address)> AddressesOfNodes(ref QueryError? error)
    {
        ImmutableArray<(string, IpAddress)> found = [.. snapshot.Model.Nodes
            .Select(node => node.Name)
            .Concat(snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint).Select(endpoint => endpoint.Node))
            .Distinct(StringComparer.Ordinal)
            .SelectMany(node => AddressesOf(node).Select(address => (node, address)))];
        if (found.IsEmpty)
        {
            error = new QueryError("NODE_ADDRESS_UNKNOWN", "the input gives no address of a node");
        }

        return found;
    }

    private ImmutableArray<(string Node, IpAddress Address)> AddressesOf(string node, ref QueryError? error)
    {
        ResolveNode(node, ref error);
        return [.. AddressesOf(node).Select(address => (node, address))];
    }
}
