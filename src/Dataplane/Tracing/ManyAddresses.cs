using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>Names of many addresses, of which a packet has one.</summary>
internal static class ManyAddresses
{
    private const string External = "external";

    /// <summary>That all that is outside is nowhere a packet could be sent to; null where an end is less.</summary>
    public static QueryError? Refuse(Query query) => query.From == External || query.To == External
        ? NoTrace.Because($"`{External}` is every address outside; name the one that {(query.To == External ? "the packet goes to" : "sends")}, such as 192.0.2.10")
        : null;

    /// <summary>Which address stands for the others.</summary>
    public static IEnumerable<string> NotesOn(Query query, PlannedPacket packet, PolicyModel model)
    {
        if (IsName(query.From, model) && packet.Sender.Addresses.Where(address => address.Family == packet.Destination.Family).ToArray() is [var source, ..])
        {
            yield return Stands(query.From, source);
        }

        if (IsName(query.To, model))
        {
            yield return Stands(query.To, packet.Destination);
        }
    }

    private static bool IsName(string reference, PolicyModel model) => IpPrefix.TryParse(reference, out IpPrefix block)
        ? IsMany([block])
        : EndpointFinder.KindOf(reference) == "NetworkSet" && reference.Split('/') is [.. var place, var name]
            && model.NetworkSets.Any(set => set.Name == name && (place.Length == 1 || set.Namespace == place[1]) && IsMany(set.Addresses.Prefixes));

    private static bool IsMany(IEnumerable<IpPrefix> blocks) => blocks.Take(2).ToArray() is not [var only] || only.First != only.Last;

    private static string Stands(string reference, IpAddress address) => $"{reference} is many addresses, of which this is the way of {address}";
}
