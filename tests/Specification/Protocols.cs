using System.Globalization;

namespace PolicyEngine.Specification;

/// <summary>Protocols as policies name them.</summary>
public static class Protocols
{
    public static bool IsKnown(string text) => text is "TCP" or "UDP" or "SCTP" or "ICMP" or "ICMPv6" or "UDPLite" || IsNumber(text);

    public static int Number(string text) => text switch
    {
        "TCP" => 6,
        "UDP" => 17,
        "SCTP" => 132,
        "ICMP" => 1,
        "ICMPv6" => 58,
        "UDPLite" => 136,
        _ => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 255;
}
