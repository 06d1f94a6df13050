using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Reads the words in which people ask about traffic.</summary>
public static class TrafficWords
{
    // As Kubernetes: an IANA service name has at most 15 characters; anything much longer is a mistake.
    private const int MaxPortName = 63;

    /// <summary>What is wrong with a port; null where it is a port number or could be a name.</summary>
    public static string? CheckPort(string text)
    {
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0)
        {
            return null;
        }

        bool isName = text.Length is > 0 and <= MaxPortName && text.Any(char.IsAsciiLetter) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return isName ? null : $"`{text}` is not a port; a port is a number from 1 to 65535 or the name of one";
    }

    /// <summary>The protocols of a list such as <c>TCP,UDP</c>; none where one is no protocol.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problem">What is wrong with the first that is none; null where all are protocols.</param>
    public static ImmutableArray<Protocol> ParseProtocols(string list, out string? problem)
    {
        var protocols = new List<Protocol>();
        foreach (string item in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Protocol.TryParse(item, out Protocol protocol))
            {
                problem = NotAProtocol(item);
                return [];
            }

            protocols.Add(protocol);
        }

        problem = null;
        return [.. protocols.Distinct()];
    }

    private static string NotAProtocol(string text) =>
        $"`{text}` is not a protocol; use TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 0 to 255";
}
