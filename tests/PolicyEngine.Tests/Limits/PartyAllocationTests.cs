using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Limits;

/// <summary>Flows are asked about by address and by name: finding the parties must not cost more than the verdict.</summary>
public sealed class PartyAllocationTests
{
    // Code that the runtime has not optimised yet boxes parts of the keys it looks up by.
    private const int UnoptimisedKey = 96;

    private readonly PolicySnapshot _snapshot = PlainCluster.Load(500, 20);

    [Theory]
    [InlineData(0x0A00_0011u)]
    [InlineData(0x0808_0808u)]
    public void Finding_who_is_behind_an_address_makes_no_object(uint address) =>
        Assert.InRange(Allocation.Of(() => _snapshot.PartyAt(IpAddress.V4(address))), 0, UnoptimisedKey);

    [Fact]
    public void Finding_a_pod_by_name_makes_the_parts_of_the_name_and_one_party() =>
        Assert.InRange(Allocation.Of(() => Assert.True(_snapshot.TryGetParty("ns-3/pod-170", out Party _))), 0, 480);
}
