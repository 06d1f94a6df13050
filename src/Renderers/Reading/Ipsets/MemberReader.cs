using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Ipsets;

/// <summary>Reads a member of an ipset, such as <c>10.0.0.9,tcp:80</c>.</summary>
internal static class MemberReader
{
    /// <summary>Reads a member; its parts must be as many as those of the set, and of its family.</summary>
    public static bool TryRead(string text, SetBuilder set, [NotNullWhen(true)] out SetElement? member)
    {
        string[] parts = text.Split(',');
        ImmutableArray<FieldValue>.Builder values = ImmutableArray.CreateBuilder<FieldValue>();
        int next = 0;
        member = null;
        for (int field = 0; field < set.Fields.Length; field++)
        {
            if (next >= parts.Length)
            {
                return false;
            }

            string part = parts[next++];
            if (set.Fields[field] == SetField.Protocol)
            {
                field++;
                if (!TryReadPort(part, isAlone: set.Fields.Length == 2, values))
                {
                    return false;
                }
            }
            else if (Value(set.Fields[field], part, set.Family ?? IpFamily.V4) is { } value)
            {
                values.Add(value);
            }
            else
            {
                return false;
            }
        }

        member = new SetElement(values.ToImmutable());
        return next == parts.Length;
    }

    private static FieldValue? Value(SetField field, string text, IpFamily family) => field switch
    {
        SetField.Address => AddressText.TryRead(text, family, out AddressValue address) ? address : null,
        SetField.Interface => text.StartsWith("physdev:", StringComparison.Ordinal)
            ? null
            : new InterfaceValue(new InterfacePattern(text, IsPrefix: false)),
        SetField.Mark => Numbers.TryRead(text, out uint mark) ? new NumberValue(mark, mark) : null,
        SetField.Set => new SetValue(text),
        _ => null,
    };

    // A port without a protocol is one of TCP, but in a bitmap it is one of any protocol.
    private static bool TryReadPort(string text, bool isAlone, ImmutableArray<FieldValue>.Builder values)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        Protocol protocol = Protocol.Tcp;
        string port = text[(colon + 1)..];
        if (colon >= 0 && !ProtocolNames.TryRead(text[..colon], out protocol))
        {
            return false;
        }

        values.Add(isAlone ? new NumberValue(0, byte.MaxValue) : new NumberValue(protocol.Number, protocol.Number));
        if (protocol.IsIcmp && colon >= 0)
        {
            bool isMessage = IcmpNames.TryReadPair(port, protocol == Protocol.IcmpV6, out byte type, out byte? code);
            uint both = ((uint)type << 8) | code.GetValueOrDefault();
            values.Add(new NumberValue(both, both));
            return isMessage;
        }

        bool isRead = Numbers.TryReadPorts(port, '-', out Interval<ushort> ports);
        values.Add(new NumberValue(ports.Low, ports.High));
        return isRead;
    }
}
