using System.Collections.Immutable;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>Who sends a packet.</summary>
/// <param name="Name">As it was asked.</param>
/// <param name="Stack">The machine or pod that sends; null for whoever has the address.</param>
/// <param name="Addresses">What it may send from; none where it chooses by its routes.</param>
internal sealed record TraceSender(string Name, string? Stack, ImmutableArray<IpAddress> Addresses)
{
    /// <summary>Whoever has an address.</summary>
    public static TraceSender At(IpAddress address) => new(address.ToString(), null, [address]);

    /// <summary>The sender of a question: of a group its first member; null where its name alone does not tell.</summary>
    public static TraceSender? Of(Query query, PolicySnapshot snapshot)
    {
        if (IpAddress.TryParse(query.From, out IpAddress address))
        {
            return At(address);
        }

        if (EndpointFinder.KindOf(query.From) == "Node" && query.From[(query.From.LastIndexOf('/') + 1)..] is var node && snapshot.Model.Nodes.Any(known => known.Name == node))
        {
            return new TraceSender(query.From, node, []);
        }

        return EndpointFinder.FindSources(snapshot, query.From, query.DefaultNamespace, out _) is [var first, ..] ? Of(query.From, first) : null;
    }

    /// <summary>The source of its packets to a destination; null where it has no address of that family.</summary>
    public IpAddress? SourceTowards(IpAddress destination, PodNetwork network) => Addresses.IsEmpty && Stack is { } stack
        ? network.SourceTowards(stack, destination)
        : Addresses.Select(address => (IpAddress?)address).FirstOrDefault(address => address!.Value.Family == destination.Family);

    /// <summary>Whether it may send from an address.</summary>
    public bool Has(IpAddress address) => Addresses.IsEmpty || Addresses.Contains(address);

    /// <summary>Whether it may send packets of a family.</summary>
    public bool Speaks(IpFamily family) => Addresses.IsEmpty || Addresses.Any(address => address.Family == family);

    private static TraceSender Of(string name, Endpoint endpoint) => endpoint.Kind == EndpointKind.Pod && endpoint.Node.Length > 0
        ? new TraceSender(name, $"{endpoint.Namespace}/{endpoint.Name}", endpoint.Addresses)
        : endpoint.Node.Length > 0 ? new TraceSender(name, endpoint.Node, [])
        : new TraceSender(name, null, endpoint.Addresses);
}
