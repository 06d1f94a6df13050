using System.Globalization;
using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>What backends add to a lease, as JSON.</summary>
public static class BackendData
{
    /// <summary>What vxlan adds.</summary>
    public static string OfVxlan(int vni, MacAddress mac) => string.Create(CultureInfo.InvariantCulture, $$"""{"VNI":{{vni}},"VtepMAC":"{{mac}}"}""");

    /// <summary>What wireguard adds.</summary>
    /// <param name="publicKey">The key in base 64.</param>
    public static string OfWireguard(string publicKey) => $$"""{"PublicKey":"{{publicKey}}"}""";

    /// <summary>The Ethernet address that vxlan added; null if it cannot be read. A node takes its own from its annotation again.</summary>
    public static MacAddress? VtepMacOf(string? data) =>
        TextOf(data, "VtepMAC") is { } text && MacAddress.TryParse(text, out MacAddress mac) ? mac : null;

    /// <summary>The key that wireguard added; null if it cannot be read.</summary>
    public static string? PublicKeyOf(string? data) => TextOf(data, "PublicKey") is { Length: > 0 } key ? key : null;

    private static string? TextOf(string? data, string name) => data is null ? null : JsonOptions.Parse(data, out _)?.Text(name);
}
