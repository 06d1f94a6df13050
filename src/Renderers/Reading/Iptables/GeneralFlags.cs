using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads the flags that every rule can have: addresses, protocol and interfaces.</summary>
internal static class GeneralFlags
{
    /// <summary>The longest name of an interface that the kernel knows.</summary>
    private const int LongestInterface = 15;

    public static bool TryRead(Flag flag, RuleDraft rule)
    {
        Action<Word, bool, RuleDraft>? read = flag.Name switch
        {
            "-s" or "--source" or "--src" => (value, negated, to) => ReadAddresses(PacketSide.Source, value, negated, to),
            "-d" or "--destination" or "--dst" => (value, negated, to) => ReadAddresses(PacketSide.Destination, value, negated, to),
            "-p" or "--protocol" or "--proto" => ReadProtocol,
            "-i" or "--in-interface" => (value, negated, to) => ReadInterface(isIncoming: true, value, negated, to),
            "-o" or "--out-interface" => (value, negated, to) => ReadInterface(isIncoming: false, value, negated, to),
            _ => null,
        };
        if (read is null)
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word value))
        {
            read(value, isNegated, rule);
        }

        return true;
    }

    private static void ReadAddresses(PacketSide side, Word value, bool isNegated, RuleDraft rule)
    {
        AddressSet all = AddressSet.Empty;
        string[] parts = value.Text.Split(',');
        foreach (string part in parts)
        {
            if (!part.Contains('-', StringComparison.Ordinal) && AddressText.TryRead(part, rule.Family, out AddressValue block))
            {
                all = all.Union(AddressSet.FromRange(block.Low, block.High));
            }
            else
            {
                rule.NotUnderstood(value, $"`{part}` is not an address or a block of this family");
                return;
            }
        }

        if (isNegated && parts.Length > 1)
        {
            rule.NotUnderstood(value, "several addresses cannot be negated");
            return;
        }

        rule.Conditions.Add(new AddressCondition(side, all) { Negated = isNegated });
    }

    private static void ReadProtocol(Word value, bool isNegated, RuleDraft rule)
    {
        if (value.Is("all") || value.Is("0"))
        {
            if (isNegated)
            {
                rule.NotUnderstood(value, "no packet is of no protocol");
            }

            return;
        }

        if (!ProtocolNames.TryRead(value.Text, out Protocol protocol))
        {
            rule.NotUnderstood(value, $"the protocol `{value.Text}` is not known");
            return;
        }

        rule.Protocol = isNegated ? null : protocol;
        rule.Conditions.Add(new ProtocolCondition(IntervalSet<byte>.Of(protocol.Number)) { Negated = isNegated });
    }

    private static void ReadInterface(bool isIncoming, Word value, bool isNegated, RuleDraft rule)
    {
        if (value.Text.Length is 0 or > LongestInterface)
        {
            rule.NotUnderstood(value, $"`{value.Text}` is not the name of an interface");
            return;
        }

        ImmutableArray<InterfacePattern> patterns = [InterfacePattern.Of(value.Text, '+')];
        rule.Conditions.Add(new InterfaceCondition(isIncoming, patterns) { Negated = isNegated });
    }
}
