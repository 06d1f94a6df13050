using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Limits;

namespace PolicyEngine.Tests.Compilation;

/// <summary>What snapshots of the same policies find out, they find out for each other.</summary>
public sealed class SharedTableTests
{
    [Theory]
    [InlineData(Directions.Egress)]
    [InlineData(Directions.Ingress)]
    public void A_half_has_the_same_table_after_a_pod_was_added(Directions direction)
    {
        PolicySnapshot before = PlainCluster.Load(100, 10);
        PolicySnapshot after = before.With([PolicySource.FromText("new.yaml", PlainCluster.Pod(2_000, "app-3"))]).Snapshot;

        Assert.Same(Half(before, direction), Half(after, direction));
    }

    private static DecisionTable Half(PolicySnapshot snapshot, Directions direction)
    {
        Party[] parties = [.. snapshot.Model.Endpoints.Take(2).Select(endpoint => snapshot.PartiesOf(endpoint)[0])];
        return snapshot.Halves.Table(parties[0], parties[1], direction);
    }
}
