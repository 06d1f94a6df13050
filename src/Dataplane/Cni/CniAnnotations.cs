using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The annotations by which pods and namespaces ask for addresses.</summary>
internal sealed class CniAnnotations(CalicoCniRequest request)
{
    public const string V4Pools = Prefix + "ipv4pools";
    public const string V6Pools = Prefix + "ipv6pools";
    public const string Families = Prefix + "ipFamilies";
    public const string Addresses = Prefix + "ipAddrs";
    public const string AddressesWithoutIpam = Prefix + "ipAddrsNoIpam";
    public const string FloatingAddresses = Prefix + "floatingIPs";
    public const string HardwareAddress = Prefix + "hwAddr";

    private const string Prefix = "cni.projectcalico.org/";

    /// <summary>What the pod says; null if nothing, which an empty text means too.</summary>
    public string? OfPod(string name) => request.PodAnnotations.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A list of the pod, or of its namespace; null if neither has one.</summary>
    public CniError? ReadList(string name, out List<string>? items)
    {
        items = null;
        string? text = OfPod(name) ?? request.NamespaceAnnotations.GetValueOrDefault(name);
        return string.IsNullOrEmpty(text) || (items = AnnotationList.Read(text)) is not null ? null : Invalid(name, "is not a list of strings");
    }

    /// <summary>Addresses that the pod lists; empty if it does not.</summary>
    public CniError? ReadAddresses(string name, out List<IpAddress> addresses)
    {
        addresses = [];
        if (OfPod(name) is not { } text)
        {
            return null;
        }

        foreach (string item in AnnotationList.Read(text) ?? [])
        {
            if (!IpAddress.TryParse(item, out IpAddress address))
            {
                return Invalid(name, $"has `{item}`, which is not an address");
            }

            addresses.Add(address);
        }

        return addresses.Count == 0 ? Invalid(name, "is not a list of addresses") : null;
    }

    public static CniError Invalid(string name, string why) => new(CniErrorKind.InvalidAnnotation, $"annotation {name} {why}");
}
