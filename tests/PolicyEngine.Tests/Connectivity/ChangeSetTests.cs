using PolicyEngine.Connectivity;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Connectivity;

/// <summary>Whose verdicts may differ between two snapshots.</summary>
public sealed class ChangeSetTests
{
    private const string Web = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIPs: [{ip: 10.0.0.1}, {ip: \"2001:db8::1\"}]}}";
    private const string Set = "{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: set, namespace: shop}, spec: {nets: [10.0.0.1/32]}}";

    [Fact]
    public void An_endpoint_is_concerned_by_the_address_it_meets_the_other_with()
    {
        PolicySnapshot before = Scenario.Alone(Web).Loaded.Snapshot;
        PolicySnapshot after = before.With([PolicySource.FromText("set.yaml", Set)]).Snapshot;
        var changes = ChangeSet.Between(before, after);
        Party[] web = [.. after.PartiesOf(after.Model.Endpoints.Single())];
        Party outside = after.PartyAt(IpAddress.V4(0xC0000207));
        Assert.All(web, party => Assert.True(changes.MayConcern(outside, party)));
        Assert.False(changes.MayConcern(after.PartyAt(IpAddress.TryParse("2001:db8::7", out IpAddress other) ? other : default), web.Single(party => party.Family == IpFamily.V6)));
    }
}
