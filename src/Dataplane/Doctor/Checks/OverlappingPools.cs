using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pools that share addresses.</summary>
internal sealed class OverlappingPools() : NetworkCheck(
    "PE6502", Severity.Error, "overlapping pools", "disable one of the pools, move its pods, and delete it")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from nest in Nesting.Of(cluster.Told.Pools, pool => pool.Cidr)
        let others = FewNames.Of(nest.Held.Select(pool => $"`{pool.Name}` ({pool.Cidr})"), nest.Held.Count)
        select new Complaint($"IPPool/{nest.Outer.Name}", $"pool `{nest.Outer.Name}` ({nest.Outer.Cidr}) overlaps {others}");
}
