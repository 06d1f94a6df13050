using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads expressions of nft scripts.</summary>
internal static class NftExpressionReader
{
    /// <summary>How many operands may be joined. Expressions nest as deep, and nobody writes as many.</summary>
    public const int MostOperands = 32;

    private static readonly FrozenSet<string> s_headers =
        FrozenSet.Create(StringComparer.Ordinal, "ip", "ip6", "tcp", "udp", "sctp", "udplite", "dccp", "th", "icmp", "icmpv6", "meta", "ct");

    // What may be asked of `meta` without writing it.
    private static readonly FrozenSet<string> s_bare =
        FrozenSet.Create(StringComparer.Ordinal, "mark", "iif", "oif", "iifname", "oifname");

    /// <summary>Whether an expression begins here that asks something of the packet.</summary>
    public static bool Begins(NftCursor words) =>
        !words.Current.IsQuoted && (s_headers.Contains(words.Current.Text) || s_bare.Contains(words.Current.Text) || words.Sees("fib"));

    /// <summary>Reads what a rule asks for: a field, several joined by dots, or one with a mask.</summary>
    public static NftExpression Asked(NftCursor words)
    {
        NftExpression first = Field(words);
        if (words.Sees("."))
        {
            ImmutableArray<NftExpression>.Builder parts = ImmutableArray.CreateBuilder<NftExpression>();
            parts.Add(first);
            while (words.Take("."))
            {
                parts.Add(Field(words));
            }

            return new NftConcat(parts.ToImmutable());
        }

        return words.Take("&") || words.Take("and") ? new NftBinary('&', first, Group(words)) : first;
    }

    /// <summary>Reads what a field is set to: <c>&amp;</c> binds closer than <c>^</c>, which binds closer than <c>|</c>.</summary>
    public static NftExpression Assigned(NftCursor words) => Joined(words, 2);

    /// <summary>Reads what a field is compared with.</summary>
    public static NftExpression Compared(NftCursor words)
    {
        if (words.Sees("{"))
        {
            return Set(words);
        }

        NftExpression first = Group(words);
        if (!words.Sees(","))
        {
            return first;
        }

        ImmutableArray<NftExpression>.Builder bits = ImmutableArray.CreateBuilder<NftExpression>();
        bits.Add(first);
        while (words.Take(","))
        {
            bits.Add(Value(words));
        }

        return new NftBits(bits.ToImmutable());
    }

    /// <summary>Reads a set or map in braces.</summary>
    public static NftSet Set(NftCursor words)
    {
        ImmutableArray<NftElement>.Builder elements = ImmutableArray.CreateBuilder<NftElement>();
        words.Take("{");
        while (!words.AtEnd && !words.Take("}"))
        {
            NftExpression key = Element(words);
            Effect? verdict = words.Take(":") ? NftVerdicts.Read(words) ?? new UnknownEffect(words.Take().Text) : null;
            elements.Add(new NftElement(words.SeesAny(",", "}") ? key : new NftUnknown(words.Take().Text), verdict));
            words.Take(",");
        }

        return new NftSet(elements.ToImmutable());
    }

    private static NftExpression Element(NftCursor words)
    {
        NftExpression first = Value(words);
        ImmutableArray<NftExpression>.Builder parts = ImmutableArray.CreateBuilder<NftExpression>();
        parts.Add(first);
        while (words.Take("."))
        {
            parts.Add(Value(words));
        }

        while (words.SeesAny("timeout", "expires", "comment"))
        {
            words.Take();
            words.Take();
        }

        return parts.Count == 1 ? first : new NftConcat(parts.ToImmutable());
    }

    private static NftExpression Joined(NftCursor words, int level)
    {
        (string mark, string name) = level switch
        {
            2 => ("|", "or"),
            1 => ("^", "xor"),
            _ => ("&", "and"),
        };
        NftExpression left = level == 0 ? Operand(words) : Joined(words, level - 1);
        for (int count = 1; count < MostOperands && (words.Take(mark) || words.Take(name)); count++)
        {
            left = new NftBinary(mark[0], left, level == 0 ? Operand(words) : Joined(words, level - 1));
        }

        return left;
    }

    private static NftExpression Operand(NftCursor words) => Begins(words) ? Field(words) : Value(words);

    // One value, or several in parentheses with bars between them.
    private static NftExpression Group(NftCursor words)
    {
        bool isClosed = words.Take("(");
        NftExpression first = Value(words);
        if (!isClosed)
        {
            return first;
        }

        ImmutableArray<NftExpression>.Builder bits = ImmutableArray.CreateBuilder<NftExpression>();
        bits.Add(first);
        while (words.Take("|") || words.Take(","))
        {
            bits.Add(Value(words));
        }

        return words.Take(")") ? new NftBits(bits.ToImmutable()) : new NftUnknown("(");
    }

    private static NftExpression Value(NftCursor words)
    {
        Word word = words.Take();
        if (!word.IsQuoted && word.Text.StartsWith('@') && word.Text.Length > 1)
        {
            return new NftSetName(word.Text[1..]);
        }

        return word.IsQuoted || (word.Text.Length > 0 && !"{}(),;|&^!=<>".Contains(word.Text[0], StringComparison.Ordinal))
            ? new NftLiteral(word.Text, word.IsQuoted)
            : new NftUnknown(word.Text);
    }

    private static NftExpression Field(NftCursor words)
    {
        Word word = words.Take();
        if (word.Is("fib"))
        {
            return Fib(words);
        }

        return s_bare.Contains(word.Text) && !word.IsQuoted
            ? new NftField("meta", word.Text)
            : s_headers.Contains(word.Text) && !word.IsQuoted
                ? new NftField(word.Text, words.Take().Text)
                : new NftUnknown(word.Text);
    }

    private static NftFib Fib(NftCursor words)
    {
        ImmutableArray<string>.Builder flags = ImmutableArray.CreateBuilder<string>();
        do
        {
            flags.Add(words.Take().Text);
        }
        while (words.Take("."));

        return new NftFib(flags.ToImmutable(), words.Take().Text);
    }
}
