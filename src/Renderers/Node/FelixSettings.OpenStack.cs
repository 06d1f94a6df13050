using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <content>What OpenStack needs besides its policies.</content>
internal sealed partial record FelixSettings
{
    private const ushort DefaultMetadataPort = 8775;

    /// <summary>Where virtual machines ask about themselves; null where there is no such place.</summary>
    public IpAddress? MetadataAddress => Text("MetadataAddr") is not { } text ? IpAddress.V4(0x7F000001)
        : IpAddress.TryParse(text, out IpAddress address) && address.Family == IpFamily.V4 ? address : null;

    public ushort MetadataPort => (ushort)Number(nameof(MetadataPort), DefaultMetadataPort, 0, ushort.MaxValue);

    /// <summary>Whether the node is one of OpenStack, as Felix tells it.</summary>
    public bool IsOpenStack =>
        Text("ClusterType")?.Contains("openstack", StringComparison.OrdinalIgnoreCase) == true
        || Text("MetadataAddr") is not (null or "127.0.0.1")
        || (MetadataPort != 0 && MetadataPort != DefaultMetadataPort)
        || InterfacePrefixes.Contains("tap", StringComparer.Ordinal);
}
