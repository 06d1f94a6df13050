using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Turns comparisons into conditions.</summary>
internal sealed class NftMatches(TableBuilder table)
{
    /// <summary>The condition of a comparison; null if it is not understood.</summary>
    public Condition? Read(NftExpression left, string sign, NftExpression right)
    {
        if (sign is not ("in" or "==" or "!=" or "!"))
        {
            return null;
        }

        Condition? condition = left switch
        {
            NftConcat { Parts: [NftField { Header: "icmp" or "icmpv6", Key: "type" } type, NftField { Key: "code" } code] } => Message(type, code, right),
            NftConcat => Lookup(left, right),
            _ when right is NftSetName => Lookup(left, right),
            NftFib fib => Fib(fib, right),
            NftBinary { Operator: '&', Left: NftField field } binary => Masked(field, binary.Right, right),
            NftField { Header: "ct", Key: "state" } => State(sign, right),
            NftField { Header: "ct", Key: "status" } => Status(sign, right),
            NftField { Header: "tcp", Key: "flags" } => Flags(sign, right),
            NftField field => Field(field, right),
            _ => null,
        };
        bool isNegated = sign is "!=" or "!";
        return condition is null ? null : condition with { Negated = condition.Negated ^ isNegated };
    }

    /// <summary>The fields to look up and the set to look in; null if either is not understood.</summary>
    public (ImmutableArray<PacketField> Fields, string Set)? Place(NftExpression left, NftExpression right)
    {
        ImmutableArray<NftExpression> parts = left is NftConcat concat ? concat.Parts : [left];
        PacketField?[] fields = [.. parts.Select(NftFields.Lookup)];
        if (fields.Contains(null))
        {
            return null;
        }

        ImmutableArray<PacketField> known = [.. fields.Select(field => field.GetValueOrDefault())];
        string? set = right switch
        {
            NftSetName named => named.Name,
            NftSet inline => AddUnnamed(inline, [.. known.Select(NftFields.ElementOf)], NftFields.FamilyOf(left)),
            _ => null,
        };
        return set is null ? null : (known, set);
    }

    private string? AddUnnamed(NftSet inline, ImmutableArray<SetField> fields, IpFamily? family)
    {
        var set = new SetBuilder(family, fields) { IsMap = inline.Elements.Any(element => element.Verdict is not null) };
        foreach (NftElement element in inline.Elements)
        {
            if (!NftValues.TryReadElement(fields, element, family, out SetElement? read))
            {
                return null;
            }

            set.Elements.Add(read);
        }

        return table.AddUnnamed(set);
    }

    private LookupCondition? Lookup(NftExpression left, NftExpression right) =>
        Place(left, right) is { } place ? new LookupCondition(place.Fields, place.Set) : null;

    private Condition? Field(NftField field, NftExpression right)
    {
        ImmutableArray<NftExpression> alternatives = NftValues.Alternatives(right);
        if (field.Header is "icmp" or "icmpv6")
        {
            return Icmp(field, alternatives);
        }

        if (field is { Header: "meta", Key: "nfproto" })
        {
            return right is NftLiteral { Text: "ipv4" or "ipv6" } family
                ? new FamilyCondition(family.Text == "ipv4" ? IpFamily.V4 : IpFamily.V6)
                : null;
        }

        if (NftMarks.OwnerOf(field) is { } owner)
        {
            return right is NftLiteral { Text: var text } && Numbers.TryRead(text, out uint mark)
                ? new MarkCondition(owner, mark, uint.MaxValue)
                : Lookup(field, right);
        }

        if (NftFields.Lookup(field) is not { } looked)
        {
            return null;
        }

        FieldValue?[] values =
            [.. alternatives.Select(one => NftValues.Read(NftFields.ElementOf(looked), one, NftFields.FamilyOf(field)))];
        return values.Contains(null) ? null : Simple(looked, [.. values.OfType<FieldValue>()]);
    }

    private static Condition? Simple(PacketField field, ImmutableArray<FieldValue> values) => field switch
    {
        PacketField.SourceAddress or PacketField.DestinationAddress => new AddressCondition(
            field == PacketField.SourceAddress ? PacketSide.Source : PacketSide.Destination,
            AddressLayers.Fold([.. values.Select(value => new SetElement([value]))])),
        PacketField.Protocol => new ProtocolCondition(
            IntervalSet<byte>.FromIntervals(values.OfType<NumberValue>().Select(value => new Interval<byte>((byte)value.Low, (byte)value.High)))),
        PacketField.SourcePort or PacketField.DestinationPort => new PortCondition(
            field == PacketField.SourcePort ? PacketSide.Source : PacketSide.Destination,
            IntervalSet<ushort>.FromIntervals(
                values.OfType<NumberValue>().Select(value => new Interval<ushort>((ushort)value.Low, (ushort)value.High)))),
        PacketField.InInterface or PacketField.OutInterface => new InterfaceCondition(
            field == PacketField.InInterface, [.. values.OfType<InterfaceValue>().Select(value => value.Pattern)]),
        _ => null,
    };

    private static IcmpCondition? Icmp(NftField field, ImmutableArray<NftExpression> alternatives)
    {
        bool isV6 = field.Header == "icmpv6";
        var numbers = new List<Interval<byte>>();
        foreach (NftExpression alternative in alternatives)
        {
            byte number = 0;
            bool isRead = alternative is NftLiteral { Text: var text }
                && (field.Key == "type" ? IcmpNames.TryReadType(text, isV6, out number) : IcmpNames.TryReadCode(text, isV6, out number));
            if (!isRead)
            {
                return null;
            }

            numbers.Add(new Interval<byte>(number, number));
        }

        IntervalSet<byte> read = IntervalSet<byte>.FromIntervals(numbers);
        return field.Key switch
        {
            "type" => new IcmpCondition(read, IntervalSet<byte>.Full),
            "code" => new IcmpCondition(IntervalSet<byte>.Full, read),
            _ => null,
        };
    }

    /// <summary>Type and code at once, which is how both together can be denied.</summary>
    private static IcmpCondition? Message(NftField type, NftField code, NftExpression right) =>
        right is NftSet { Elements: [{ Key: NftConcat { Parts: [var typeValue, var codeValue] } }] }
            && Icmp(type, [typeValue]) is { } types
            && Icmp(code, [codeValue]) is { } codes
            ? new IcmpCondition(types.Types, codes.Codes)
            : null;

    private static StateCondition? State(string sign, NftExpression right)
    {
        ConnectionStates[] states = [.. NftBitNames.Of(right).Select(NftStates.Of)];
        if (states.Length == 0 || states.Contains(ConnectionStates.None))
        {
            return null;
        }

        // A packet has one state, so it is never in exactly several.
        bool isExact = sign is "==" or "!=" && right is NftBits { Parts.Length: > 1 };
        return new StateCondition(isExact ? ConnectionStates.None : states.Aggregate((one, other) => one | other));
    }

    private static StatusCondition? Status(string sign, NftExpression right)
    {
        ConnectionStates[] bits = [.. NftBitNames.Of(right).Select(NftStates.StatusOf)];
        return bits.Length == 0 || bits.Contains(ConnectionStates.None)
            ? null
            : new StatusCondition(bits.Aggregate((one, other) => one | other), IsExact: sign is "==" or "!=" || right is NftSet);
    }

    private static TcpFlagsCondition? Flags(string sign, NftExpression right) =>
        !TcpFlags.TryRead(string.Join(',', NftBitNames.Of(right)), out byte flags) || right is NftSet
            ? null
            : sign is "==" or "!="
                ? new TcpFlagsCondition(byte.MaxValue, flags)
                : new TcpFlagsCondition(flags, 0) { Negated = true };

    private static Condition? Masked(NftField field, NftExpression mask, NftExpression right)
    {
        if (field is { Header: "tcp", Key: "flags" })
        {
            return TcpFlags.TryRead(string.Join(',', NftBitNames.Of(mask)), out byte looked)
                && TcpFlags.TryRead(string.Join(',', NftBitNames.Of(right)), out byte set)
                ? new TcpFlagsCondition(looked, set)
                : null;
        }

        if (field is { Header: "ct", Key: "status" } && right is NftLiteral { Text: "0" })
        {
            return Status("!", mask) is { } status ? status with { Negated = true } : null;
        }

        return NftMarks.OwnerOf(field) is { } owner
            && NftMarks.TryReadNumber(mask, out uint bits)
            && NftMarks.TryReadNumber(right, out uint value)
            ? new MarkCondition(owner, value, bits)
            : null;
    }

    private static Condition? Fib(NftFib fib, NftExpression right)
    {
        if (right is not NftLiteral { Text: var text })
        {
            return null;
        }

        bool isSource = Has(fib, "saddr");
        bool ofInterface = Has(fib, "iif") || Has(fib, "oif");
        return fib.Result switch
        {
            "type" when text == "local" && isSource != Has(fib, "daddr") =>
                new LocalAddressCondition(isSource ? PacketSide.Source : PacketSide.Destination, ofInterface),
            "oif" or "oifname" or "check" when isSource && Has(fib, "iif") && text is "0" or "missing" or "false" or "exists" or "true" =>
                new ReversePathCondition { Negated = text is "0" or "missing" or "false" },
            _ => null,
        };
    }

    private static bool Has(NftFib fib, string flag) => fib.Flags.Contains(flag, StringComparer.Ordinal);
}
