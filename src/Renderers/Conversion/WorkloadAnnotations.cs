using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Understands the annotations by which a pod tells Calico of its limits and of addresses beside its own. What means nothing is passed over.</summary>
internal static class WorkloadAnnotations
{
    private const string Quality = "qos.projectcalico.org/";
    private const long DefaultPacketBurst = 5;

    public static ImmutableArray<IpPrefix> SpoofedNets(Endpoint pod) =>
        [.. List(pod, "cni.projectcalico.org/allowedSourcePrefixes").Select(Block).OfType<IpPrefix>()];

    /// <summary>Each leads to the pod's own address of the same family.</summary>
    public static ImmutableArray<FloatingAddress> FloatingAddresses(Endpoint pod) =>
    [
        .. from text in List(pod, "cni.projectcalico.org/floatingIPs")
           let external = IpAddress.TryParse(text, out IpAddress address) ? address : (IpAddress?)null
           where external is not null
           from own in pod.Addresses.Where(own => own.Family == external.Value.Family).Take(1)
           select new FloatingAddress(external.Value, own),
    ];

    public static QualityOfService QualityOf(Endpoint pod)
    {
        long ingress = Number(pod, "ingressPacketRate");
        long egress = Number(pod, "egressPacketRate");
        return new QualityOfService
        {
            IngressPacketRate = ingress,
            IngressPacketBurst = ingress == 0 ? 0 : Number(pod, "ingressPacketBurst") is not 0 and var burst ? burst : DefaultPacketBurst,
            EgressPacketRate = egress,
            EgressPacketBurst = egress == 0 ? 0 : Number(pod, "egressPacketBurst") is not 0 and var other ? other : DefaultPacketBurst,
            IngressMaxConnections = Number(pod, "ingressMaxConnections"),
            EgressMaxConnections = Number(pod, "egressMaxConnections"),
        };
    }

    public static byte? Dscp(Endpoint pod) =>
        byte.TryParse(Text(pod, Quality + "dscp"), NumberStyles.None, CultureInfo.InvariantCulture, out byte value) && value < 64 ? value : null;

    private static string? Text(Endpoint pod, string name)
    {
        foreach (KeyValuePair<string, string> annotation in pod.Annotations)
        {
            if (annotation.Key == name)
            {
                return annotation.Value;
            }
        }

        return null;
    }

    /// <summary>A quantity of Kubernetes: a number, with a decimal or binary suffix.</summary>
    private static long Number(Endpoint pod, string name)
    {
        string text = Text(pod, Quality + name) ?? "";
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        long unit = text[digits..] switch
        {
            "" => 1,
            "k" => 1_000,
            "M" => 1_000_000,
            "G" => 1_000_000_000,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            _ => 0,
        };
        return digits is > 0 and < 10 ? unit * long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture) : 0;
    }

    private static IpPrefix? Block(string text) => IpPrefix.TryParse(text, out IpPrefix block) ? block : null;

    private static IEnumerable<string> List(Endpoint pod, string name)
    {
        if (Text(pod, name) is not { } json)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
