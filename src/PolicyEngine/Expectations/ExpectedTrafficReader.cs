using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Expectations;

/// <summary>Reads the keys that say which traffic is meant.</summary>
internal static class ExpectedTrafficReader
{
    // As Kubernetes: an IANA service name has at most 15 characters; anything much longer is a mistake.
    private const int MaxPortName = 63;

    public static ExpectedTraffic Read(ExpectationFields fields)
    {
        ImmutableArray<ScalarNode> one = fields.Scalars("port");
        ImmutableArray<ScalarNode> many = fields.Scalars("ports");
        if (!one.IsEmpty && !many.IsEmpty)
        {
            fields.Fail(ExpectationDiagnostics.InvalidValue, many[0].Span, "`port` and `ports` are both given", "write one list under `ports`");
        }

        ImmutableArray<ScalarNode> ports = [.. one, .. many];
        foreach (ScalarNode port in ports.Where(port => !IsPort(port.Text)))
        {
            fields.Fail(
                ExpectationDiagnostics.InvalidValue,
                port.Span,
                $"{MessageText.Quote(port.Text)} is not a port",
                "a port is a number from 1 to 65535, a range of them such as `8000-8080`, or the name of one");
        }

        (byte? type, byte? code) = Icmp(fields);
        string method = fields.Text("httpMethod");
        string path = fields.Text("httpPath");
        return new ExpectedTraffic
        {
            Ports = [.. ports.Select(port => port.Text).Distinct(StringComparer.Ordinal)],
            Protocols = Protocols(fields),
            SourcePort = SourcePort(fields),
            IcmpType = type,
            IcmpCode = code,
            Http = method.Length + path.Length == 0 ? null : new HttpRequest(method.Length == 0 ? null : method, path.Length == 0 ? null : path),
            Span = ports.IsEmpty ? fields.Span : ports[0].Span,
        };
    }

    private static bool IsPort(string text)
    {
        string[] ends = text.Split('-');
        if (ends.Length is 1 or 2 && TryNumber(ends[0], out ushort low) && TryNumber(ends[^1], out ushort high))
        {
            return low <= high;
        }

        return text.Length is > 0 and <= MaxPortName && text.Any(char.IsAsciiLetter) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
    }

    private static bool TryNumber(string text, out ushort number) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static ImmutableArray<Protocol> Protocols(ExpectationFields fields)
    {
        var protocols = new List<Protocol>();
        foreach (ScalarNode text in fields.Scalars("protocol"))
        {
            if (Protocol.TryParse(text.Text, out Protocol protocol))
            {
                protocols.Add(protocol);
            }
            else
            {
                fields.Fail(
                    ExpectationDiagnostics.InvalidValue,
                    text.Span,
                    $"{MessageText.Quote(text.Text)} is not a protocol",
                    "use TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 0 to 255, or a list of them");
            }
        }

        return [.. protocols.Distinct()];
    }

    private static ushort? SourcePort(ExpectationFields fields)
    {
        if (fields.Scalar("sourcePort") is not { } text)
        {
            return null;
        }

        if (TryNumber(text.Text, out ushort port))
        {
            return port;
        }

        fields.Fail(ExpectationDiagnostics.InvalidValue, text.Span, $"{MessageText.Quote(text.Text)} is not a source port", "write a number from 1 to 65535");
        return null;
    }

    private static (byte? Type, byte? Code) Icmp(ExpectationFields fields)
    {
        if (fields.Scalar("icmp") is not { } text)
        {
            return (null, null);
        }

        string[] parts = text.Text.Split('/');
        if (parts.Length <= 2 && TryByte(parts[0], out byte type))
        {
            if (parts.Length == 1)
            {
                return (type, null);
            }

            if (TryByte(parts[1], out byte code))
            {
                return (type, code);
            }
        }

        fields.Fail(ExpectationDiagnostics.InvalidValue, text.Span, $"{MessageText.Quote(text.Text)} is not an ICMP type", "write TYPE or TYPE/CODE with numbers from 0 to 255");
        return (null, null);
    }

    private static bool TryByte(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
