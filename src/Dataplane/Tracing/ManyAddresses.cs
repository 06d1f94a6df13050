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
    public static IEnumerable<string> NotesOn(Query query, PlannedPacket packet)
    {
        if (IsName(query.From) && packet.Sender.Addresses.Where(address => address.Family == packet.Destination.Family).ToArray() is [var source, ..])
        {
            yield return Stands(query.From, source);
        }

        if (IsName(query.To))
        {
            yield return Stands(query.To, packet.Destination);
        }
    }

    private static bool IsName(string reference) => IpPrefix.TryParse(reference, out IpPrefix block)
        ? block.First != block.Last
        : reference.Split('/')[0] is "netset" or "networkset" or "nset";

    private static string Stands(string reference, IpAddress address) => $"{reference} is many addresses, of which this is the way of {address}";
}
