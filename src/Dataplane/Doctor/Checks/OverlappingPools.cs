using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Two pools that share addresses.</summary>
internal sealed class OverlappingPools() : NetworkCheck(
    "PE6502", Severity.Error, "overlapping pools", "disable one of the pools, move its pods, and delete it")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        cluster.Told.Pools.SelectMany((pool, number) => cluster.Told.Pools
            .Skip(number + 1)
            .Where(other => Examination.Overlap(pool.Cidr, other.Cidr))
            .Select(other => new Complaint($"IPPool/{other.Name}", $"pool `{other.Name}` ({other.Cidr}) overlaps pool `{pool.Name}` ({pool.Cidr})")));
}
