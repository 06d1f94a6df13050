using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>Writes what a node tells about itself into its annotations.</summary>
internal static class KubeAnnotating
{
    private const string NoData = "null";

    public static KubeNode Annotate(KubeNode node, LeaseAttributes attributes)
    {
        KubeNode annotated = node.With(FlannelAnnotations.BackendType, attributes.BackendType).With(FlannelAnnotations.Managed, "true");
        if (attributes.BackendType != "vxlan" || attributes.BackendData is not null)
        {
            annotated = annotated.With(FlannelAnnotations.BackendData, attributes.BackendData ?? NoData);
            annotated = WithAddress(annotated, FlannelAnnotations.PublicIp, FlannelAnnotations.PublicIpOverwrite, attributes.PublicIp);
        }

        if (TellsV6(attributes))
        {
            annotated = annotated.With(FlannelAnnotations.BackendDataV6, attributes.BackendDataV6 ?? NoData);
            annotated = WithAddress(annotated, FlannelAnnotations.PublicIpV6, FlannelAnnotations.PublicIpV6Overwrite, attributes.PublicIpV6);
        }

        return annotated;
    }

    // The backends that serve both families are these three.
    private static bool TellsV6(LeaseAttributes attributes) => attributes.BackendType switch
    {
        "vxlan" => attributes.BackendDataV6 is not null,
        "wireguard" => attributes.BackendDataV6 is not null && attributes.PublicIpV6 is not null,
        "host-gw" => attributes.PublicIpV6 is not null,
        _ => false,
    };

    private static KubeNode WithAddress(KubeNode node, string annotation, string overwrite, IpAddress? address)
    {
        string value = node[overwrite] is { Length: > 0 } set ? set : $"{address}";
        return node.With(annotation, value);
    }
}
