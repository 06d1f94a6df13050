using System.Globalization;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads the places of base chains.</summary>
internal static class NftPriorities
{
    /// <summary>Reads a number, a name such as <c>mangle</c>, or a name and an offset such as <c>filter + 10</c>.</summary>
    public static bool TryRead(string text, out int priority)
    {
        text = text.Replace(" ", "", StringComparison.Ordinal);
        int sign = text.IndexOfAny(['+', '-'], Math.Min(1, text.Length));
        string name = sign < 0 ? text : text[..sign];
        int offset = 0;
        bool isOffset = sign < 0 || int.TryParse(text.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset);
        int? named = name switch
        {
            "raw" => -300,
            "mangle" => -150,
            "dstnat" => -100,
            "filter" => 0,
            "security" => 50,
            "srcnat" => 100,
            _ => null,
        };
        if (named is { } start && isOffset && Math.Abs((long)offset) < 1_000_000)
        {
            priority = start + offset;
            return true;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority);
    }

    /// <summary>The place of a chain in the path of packets; null if it is not understood.</summary>
    public static BaseChain? Place(string kind, string hook, string priority, string policy)
    {
        ChainKind? chainKind = kind switch
        {
            "filter" => ChainKind.Filter,
            "nat" => ChainKind.Nat,
            "route" => ChainKind.Route,
            _ => null,
        };
        Hook? place = hook switch
        {
            "prerouting" => Hook.Prerouting,
            "input" => Hook.Input,
            "forward" => Hook.Forward,
            "output" => Hook.Output,
            "postrouting" => Hook.Postrouting,
            _ => null,
        };
        return chainKind is { } known && place is { } at && TryRead(priority, out int number) && policy is "accept" or "drop"
            ? new BaseChain(at, number, known, policy == "accept")
            : null;
    }
}
