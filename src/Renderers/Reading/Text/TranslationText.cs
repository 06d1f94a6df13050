using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Reads what addresses are translated to: <c>10.0.0.1</c>, <c>10.0.0.1:80</c>, <c>[fd00::1]:80</c>, <c>:80</c>.</summary>
internal static class TranslationText
{
    /// <summary>The translation; where the kernel has a choice, the new address or port is left open.</summary>
    public static TranslationEffect Read(PacketSide side, string text)
    {
        (string address, string port) = Cut(text);
        IpAddress? fixedAddress = IpAddress.TryParse(address, out IpAddress parsed) ? parsed : null;
        ushort? fixedPort = Numbers.TryReadPort(port, out ushort number) ? number : null;
        return new TranslationEffect(side, fixedAddress, fixedPort, KeepsAddress: address.Length == 0);
    }

    private static (string Address, string Port) Cut(string text)
    {
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? (text, "") : (text[1..end], text[(end + 1)..].TrimStart(':'));
        }

        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon;
        return hasPort ? (text[..colon], text[(colon + 1)..]) : (text, "");
    }
}
