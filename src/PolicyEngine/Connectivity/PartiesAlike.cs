using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Parties that nothing tells apart: two of each kind, as one may be the peer of the other. Those about which more than classes decides are kinds of their own.</summary>
internal sealed class PartiesAlike
{
    private readonly Dictionary<(IpFamily Family, int Class, bool IsPlain), Party[]> _alike = [];

    /// <summary>They, one or two of each kind; first those about which classes alone decide.</summary>
    public IEnumerable<Party[]> All => _alike.Values.OrderByDescending(alike => alike[0].IsPlain);

    /// <param name="parties">An endpoint in its families.</param>
    /// <param name="isByClass">Whether its class tells it apart from others.</param>
    public void Add(ImmutableArray<Party> parties, bool isByClass)
    {
        foreach (Party party in parties)
        {
            ref Party[]? alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_alike, (party.Family, isByClass ? party.AddressClass : -1, party.IsPlain), out _);
            alike = alike switch
            {
                null => [party],
                [var first] => [first, party],
                _ => alike,
            };
        }
    }
}
