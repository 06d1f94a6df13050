using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes IPPools.</summary>
internal static class PoolWriter
{
    private static readonly AddressUses[] s_uses = [AddressUses.Workload, AddressUses.Tunnel, AddressUses.LoadBalancer];

    public static void Write(YamlText yaml, AddressPool pool) => yaml
        .Document("projectcalico.org/v3", "IPPool", pool.Name)
        .Object("spec", spec => spec
            .Field("cidr", pool.Cidr)
            .Field("blockSize", pool.BlockSize)
            .Field("nodeSelector", pool.NodeSelector)
            .Field("namespaceSelector", pool.NamespaceSelector)
            .Values("allowedUses", [.. s_uses.Where(use => pool.AllowedUses.HasFlag(use))], use => use.ToString())
            .Field("assignmentMode", pool.AssignmentMode)
            .Flag("disabled", pool.Disabled)
            .Field("ipipMode", pool.Ipip)
            .Field("vxlanMode", pool.Vxlan)
            .Flag("natOutgoing", pool.NatOutgoing)
            .Flag("disableBGPExport", pool.DisableBgpExport));
}
