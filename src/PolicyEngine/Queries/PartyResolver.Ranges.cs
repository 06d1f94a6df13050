using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds the parties that ranges of addresses stand for.</summary>
internal sealed partial class PartyResolver
{
    private const int MaxServicesNamed = 3;

    private AddressSet Outside => AddressSet.All.Subtract(snapshot.Nodes.AllAddresses);

    /// <summary>Every pod, and everything outside. Nodes are left out: what they are to pods is a question about them.</summary>
    public PartyGroup Everyone()
    {
        PartyGroup outside = PartiesIn(Outside, withEndpoints: false);
        ImmutableArray<Party>.Builder members = ImmutableArray.CreateBuilder<Party>();
        foreach (int index in snapshot.Model.Endpoints.Numbers)
        {
            if (snapshot.Model.Endpoints[index].Kind is EndpointKind.Pod or EndpointKind.HostNetworkPod or EndpointKind.Workload)
            {
                members.AddRange(snapshot.Parties.Of(index));
            }
        }

        members.AddRange(outside.Members);
        return outside with { Members = members.ToImmutable() };
    }

    /// <summary>A block of one address is that address.</summary>
    private static string PlainAddress(string reference) =>
        IpPrefix.TryParse(reference, out IpPrefix block) && block.First == block.Last ? block.First.ToString() : reference;

    private PartyGroup? ResolveBlock(IpPrefix block, ref QueryError? error)
    {
        PartyGroup group = PartiesIn(AddressSet.Of(block));
        Service[] services = [.. snapshot.Model.Services.Where(service => service.Addresses.Any(block.Contains))];
        if (services.Length == 0)
        {
            return group;
        }

        string names = string.Join(", ", services.Take(MaxServicesNamed).Select(service => $"svc/{service.Namespace}/{service.Name}"));
        string more = services.Length > MaxServicesNamed ? string.Create(CultureInfo.InvariantCulture, $" and {services.Length - MaxServicesNamed} more") : "";
        return group.Members.IsEmpty
            ? Fail("SERVICE_ADDRESS", $"`{block}` holds nothing but addresses of services; ask about {names}{more}", ref error)
            : group with { Notes = [.. group.Notes, $"{block} holds addresses of services, which lead elsewhere and are left out: {names}{more}"] };
    }

    /// <summary>
    /// One party for each kind of addresses that no rule tells apart, one for each endpoint and one for each address of a node.
    /// Addresses of services are nobody's.
    /// </summary>
    private PartyGroup PartiesIn(AddressSet addresses, bool withEndpoints = true)
    {
        var kinds = new Dictionary<(int Class, int Endpoint), List<(IpAddress Low, IpAddress High)>>();
        AddressSet services = AddressSet.FromAddresses(snapshot.Model.Services.SelectMany(service => service.Addresses));
        foreach ((IpAddress low, IpAddress high) in snapshot.Graph.Ranges(addresses.Subtract(snapshot.Nodes.AllAddresses).Subtract(services)))
        {
            (int addressClass, int endpoint) = snapshot.Graph.Find(low);
            if (withEndpoints || endpoint == Party.NoEndpoint)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(kinds, (addressClass, endpoint), out _) ??= []).Add((low, high));
            }
        }

        Dictionary<IpAddress, AddressSet> ranges = kinds.Values.ToDictionary(kind => kind[0].Low, AddressSet.FromRanges);
        foreach (IpAddress node in snapshot.Nodes.Addresses.Where(addresses.Contains))
        {
            ranges.Add(node, AddressSet.Of(node));
        }

        return PartyGroup.Of(ranges.Keys.Select(snapshot.PartyAt)) with { Ranges = ranges };
    }

    /// <summary>Members by the address of the service that was named.</summary>
    private static PartyGroup Translated(PartyGroup group) => group is { Service: { IsHeadless: false } service, IsNodePort: false }
        ? group with { Members = [.. group.Members.Select(member => member.Behind(service))] }
        : group;

    /// <summary>A range without the nodes in it, where the port asked about is one that nodes open for a service.</summary>
    private PartyGroup WithoutOpenedPorts(Query query, PartyGroup group)
    {
        if (group.Ranges is null || ServiceBehind(query, out _) is not { } service)
        {
            return group;
        }

        ImmutableArray<Party> others = [.. group.Members.Where(member => member.Address is not { } address || snapshot.Nodes.NameAt(address) is null)];
        return others.Length == group.Members.Length || others.IsEmpty ? group : group with
        {
            Members = others,
            Notes = [.. group.Notes, $"port {query.Port} of nodes leads to a service, and they are left out: nodeport/{service.Namespace}/{service.Name}"],
        };
    }
}
