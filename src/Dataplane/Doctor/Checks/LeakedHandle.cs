using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Handles that count addresses of blocks which hold none for them.</summary>
internal sealed class LeakedHandle() : NetworkCheck(
    "PE6514", Severity.Warning, "leaked handle", "compare with `calicoctl ipam check --show-problem-ips`, then release the handle")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        HashSet<string?> held = [.. cluster.View.Ipam.Blocks.SelectMany(block => block.InUse).Select(address => address.Value.Handle)];
        return cluster.View.Ipam.Blocks.IsEmpty
            ? []
            : cluster.View.Ipam.Handles
                .Where(handle => !held.Contains(handle.Handle))
                .Select(handle => new Complaint($"IPAMHandle/{handle.Handle}", $"handle `{handle.Handle}` counts addresses that no block holds for it"));
    }
}
