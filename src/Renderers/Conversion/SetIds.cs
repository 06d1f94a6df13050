using System.Buffers.Text;
using System.Text;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>The ids by which Felix knows sets of addresses (<c>libcalico-go/lib/hash</c>, MakeUniqueID).</summary>
internal static class SetIds
{
    public static string OfSelector(Selector selector) => selector.UniqueId;

    /// <summary>The ports that endpoints have under a name.</summary>
    /// <param name="selector">Who the endpoints are.</param>
    /// <param name="protocol"><c>tcp</c>, <c>udp</c>, <c>sctp</c> or <c>any</c>.</param>
    /// <param name="name">The name of the port.</param>
    public static string OfNamedPort(Selector selector, string protocol, string name) => Make("n", $"{selector.UniqueId},{protocol},{name}");

    /// <summary>The addresses behind a service, with their ports.</summary>
    public static string OfService(ServiceReference service) => Make("svc", service.ToString());

    /// <summary>The addresses behind a service.</summary>
    public static string OfServiceAddresses(ServiceReference service) => Make("svcnoport", service.ToString());

    private static string Make(string kind, string content) =>
        $"{kind}:{Base64Url.EncodeToString(Sha224.Hash(Encoding.UTF8.GetBytes($"{kind}:{content}")))}";
}
