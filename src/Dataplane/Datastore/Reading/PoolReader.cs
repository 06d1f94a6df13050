using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads IPPools.</summary>
internal static class PoolReader
{
    public static void Read(Resource resource, DatastoreContents contents)
    {
        Fields spec = resource.Spec;
        if (spec.Prefix("cidr") is not { } cidr)
        {
            spec.ReportMissing("cidr", $"pool `{resource.Name}`");
            return;
        }

        AddressPool usual = new(resource.Name, cidr);
        contents.Pools[resource.Name] = usual with
        {
            // Zero is what Calico's own types write for a field that is left out.
            BlockSize = spec.Number("blockSize", 0, cidr.First.BitLength) is > 0 and var size ? (int)size : usual.BlockSize,
            NodeSelector = spec.Selector("nodeSelector") ?? usual.NodeSelector,
            NamespaceSelector = spec.Selector("namespaceSelector"),
            AllowedUses = Uses(spec) is not AddressUses.None and var uses ? uses : usual.AllowedUses,
            AssignmentMode = spec.Word("assignmentMode", ("Automatic", AssignmentMode.Automatic), ("Manual", AssignmentMode.Manual)) ?? usual.AssignmentMode,
            Disabled = spec.Flag("disabled") ?? false,
            Ipip = Mode(spec, "ipipMode"),
            Vxlan = Mode(spec, "vxlanMode"),
            NatOutgoing = spec.Flag("natOutgoing") ?? false,
            DisableBgpExport = spec.Flag("disableBGPExport") ?? false,
        };
    }

    private static EncapsulationMode Mode(Fields spec, string field) =>
        spec.Word(field, ("Never", EncapsulationMode.Never), ("Always", EncapsulationMode.Always), ("CrossSubnet", EncapsulationMode.CrossSubnet)) ?? EncapsulationMode.Never;

    private static AddressUses Uses(Fields spec) => spec.Texts("allowedUses").Aggregate(AddressUses.None, (all, use) => all | use switch
    {
        "Workload" => AddressUses.Workload,
        "Tunnel" => AddressUses.Tunnel,
        "LoadBalancer" => AddressUses.LoadBalancer,
        _ => AddressUses.None,
    });
}
