using PolicyEngine;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using Xunit;

namespace TestKit;

public static class PartyByName
{
    /// <summary>The party behind an address or <c>namespace/name</c>, which must be there.</summary>
    public static Party PartyOf(this PolicySnapshot snapshot, string name)
    {
        if (IpAddress.TryParse(name, out IpAddress address))
        {
            return snapshot.PartyAt(address);
        }

        Assert.True(snapshot.TryGetParty(name, out Party party), $"there is no endpoint {name}");
        return party;
    }
}
