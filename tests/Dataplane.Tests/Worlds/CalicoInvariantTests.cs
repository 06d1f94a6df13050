namespace Dataplane.Tests.Worlds;

/// <summary>What holds in all networks holds in Calico's.</summary>
public sealed class CalicoInvariantTests : NetworkInvariants
{
    protected override void Holds(Action<ClusterWorld> law) => TestKit.Property.Holds(Plan.Any, plan => law(new World(plan)));
}
