using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads values by what they are compared with.</summary>
internal static class NftValues
{
    /// <summary>The single values of a comparison: one, or those of a set in braces.</summary>
    public static ImmutableArray<NftExpression> Alternatives(NftExpression right) =>
        right is NftSet set ? [.. set.Elements.Select(element => element.Key)] : [right];

    /// <summary>Reads one part of an element.</summary>
    public static FieldValue? Read(SetField field, NftExpression expression, IpFamily? family) =>
        expression is not NftLiteral { Text: var text } literal
            ? null
            : field switch
            {
                SetField.Address => AddressText.TryRead(text, family ?? FamilyOf(text), out AddressValue value) ? value : null,
                SetField.Protocol => TryReadProtocols(text, out Interval<byte> protocols) ? new NumberValue(protocols.Low, protocols.High) : null,
                SetField.Port => Numbers.TryReadPorts(text, '-', out Interval<ushort> ports) ? new NumberValue(ports.Low, ports.High) : null,
                SetField.Interface => TryReadInterface(literal, out InterfacePattern pattern) ? new InterfaceValue(pattern) : null,
                SetField.Mark => Numbers.TryRead(text, out uint mark) ? new NumberValue(mark, mark) : null,
                SetField.State => NftStates.Of(text) is var state and not ConnectionStates.None ? new NumberValue((uint)state, (uint)state) : null,
                _ => null,
            };

    /// <summary>Reads an element: one value, or as many joined by dots as the set has parts.</summary>
    public static bool TryReadElement(
        ImmutableArray<SetField> fields, NftElement element, IpFamily? family, [NotNullWhen(true)] out SetElement? read)
    {
        ImmutableArray<NftExpression> parts = element.Key is NftConcat concat ? concat.Parts : [element.Key];
        read = null;
        if (parts.Length != fields.Length)
        {
            return false;
        }

        FieldValue?[] values = [.. fields.Zip(parts, (field, part) => Read(field, part, family))];
        if (values.Contains(null))
        {
            return false;
        }

        read = new SetElement([.. values.OfType<FieldValue>()]) { Verdict = element.Verdict };
        return true;
    }

    /// <summary>Reads a protocol, or a range of them by number.</summary>
    public static bool TryReadProtocols(string text, out Interval<byte> protocols)
    {
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (ProtocolNames.TryRead(text, out Protocol protocol))
        {
            protocols = new Interval<byte>(protocol.Number, protocol.Number);
            return true;
        }

        byte high = 0;
        bool isRange = hyphen > 0
            & Numbers.TryReadByte(text.AsSpan(0, Math.Max(hyphen, 0)), out byte low)
            && Numbers.TryReadByte(text.AsSpan(hyphen + 1), out high)
            && low <= high;
        protocols = isRange ? new Interval<byte>(low, high) : default;
        return isRange;
    }

    /// <summary>Reads the name of an interface. Bare names are of few letters, and only an asterisk is a wildcard.</summary>
    public static bool TryReadInterface(NftLiteral literal, out InterfacePattern pattern)
    {
        pattern = InterfacePattern.Of(literal.Text, '*');
        return pattern.Name.Length is > 0 and < 16
            && (literal.IsQuoted || pattern.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/'));
    }

    private static IpFamily FamilyOf(string text) => text.Contains(':', StringComparison.Ordinal) ? IpFamily.V6 : IpFamily.V4;
}
