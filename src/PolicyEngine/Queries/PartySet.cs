using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Endpoints, and addresses that are none's.</summary>
internal sealed class PartySet
{
    private readonly HashSet<int> _endpoints;

    private PartySet(HashSet<int> endpoints, AddressSet addresses) => (_endpoints, Addresses) = (endpoints, addresses);

    /// <summary>The addresses that are no endpoint's.</summary>
    public AddressSet Addresses { get; }

    public static PartySet Of(params IEnumerable<PartyGroup> groups)
    {
        var endpoints = new HashSet<int>();
        var ranges = new List<(IpAddress Low, IpAddress High)>();
        foreach ((PartyGroup group, Party member) in groups.SelectMany(group => group.Members.Select(member => (group, member))))
        {
            if (member.Endpoint != Party.NoEndpoint)
            {
                endpoints.Add(member.Endpoint);
            }
            else if (member.Address is { } address)
            {
                ranges.AddRange((group.Ranges?.GetValueOrDefault(address) ?? AddressSet.Of(address)).Ranges);
            }
        }

        return new PartySet(endpoints, AddressSet.FromRanges(ranges));
    }

    public bool Contains(in Party party) => party.Endpoint != Party.NoEndpoint
        ? _endpoints.Contains(party.Endpoint)
        : party.Address is { } address && Addresses.Contains(address);
}
