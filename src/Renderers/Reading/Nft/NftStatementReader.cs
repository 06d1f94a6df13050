namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads the statements of a rule of an nft script.</summary>
internal static class NftStatementReader
{
    /// <summary>The next statement. What is not understood takes the rest of the line.</summary>
    public static NftStatement Read(NftCursor words)
    {
        int column = words.Column;
        if (NftVerdicts.Read(words) is { } verdict)
        {
            return new NftDone(column, verdict);
        }

        if (words.Sees("ct") && words.Ahead(1).Is("count"))
        {
            words.Take();
            words.Take();
            bool isOver = words.Take("over");
            words.Take();
            return new NftGiven(column, new RateCondition(isOver));
        }

        if (NftExpressionReader.Begins(words))
        {
            return Match(words, column);
        }

        return words.Current is { IsQuoted: false, Text: var word } ? Named(word, words, column) : Strange(words, column);
    }

    private static NftStatement Named(string word, NftCursor words, int column)
    {
        switch (word)
        {
            case "counter":
                words.Take();
                SkipPairs(words, "packets", "bytes", "name");
                return new NftDone(column, new NoteEffect("counter"));
            case "log":
                words.Take();
                SkipPairs(words, "prefix", "level", "group", "snaplen", "queue-threshold", "flags");
                return new NftDone(column, new NoteEffect("log"));
            case "notrack":
                words.Take();
                return new NftDone(column, new UntrackedEffect());
            case "limit":
                return Limit(words, column);
            case "reject":
                return Reject(words, column);
            case "masquerade" or "snat" or "dnat":
                return Translation(words, column);
            case "flow":
                // A packet that is offloaded is one of a connection that was accepted before.
                words.Take();
                SkipPairs(words, "offload", "add");
                return new NftDone(column, new NoteEffect("flow"));
            default:
                return Strange(words, column);
        }
    }

    private static NftStatement Match(NftCursor words, int column)
    {
        NftExpression left = NftExpressionReader.Asked(words);
        if (words.Take("set"))
        {
            return left is NftField target
                ? new NftMangle(column, target, NftExpressionReader.Assigned(words))
                : Strange(words, column);
        }

        if (words.Take("vmap"))
        {
            return new NftMapLookup(column, left, NftExpressionReader.Compared(words));
        }

        string sign = words.SeesAny("==", "!=", "!", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge") ? words.Take().Text : "in";
        sign = sign switch
        {
            "eq" => "==",
            "ne" => "!=",
            _ => sign,
        };
        return words.AtEnd
            ? new NftStrange(column, "", "something to compare with is missing")
            : new NftMatch(column, left, sign, NftExpressionReader.Compared(words));
    }

    private static NftStatement Limit(NftCursor words, int column)
    {
        words.Take();
        if (!words.Take("rate"))
        {
            return Strange(words, column);
        }

        bool isOver = words.Take("over");
        words.Take();
        SkipUnit(words);
        if (words.Take("burst"))
        {
            words.Take();
            SkipUnit(words);
        }

        return new NftGiven(column, new RateCondition(isOver));
    }

    // `10 mbytes/second` has its unit as a word of its own.
    private static void SkipUnit(NftCursor words)
    {
        if (words.SeesAny("packets", "bytes", "kbytes", "mbytes") || words.Current.Text.Contains("bytes/", StringComparison.Ordinal))
        {
            words.Take();
        }
    }

    private static NftStatement Reject(NftCursor words, int column)
    {
        words.Take();
        string answer = "";
        if (words.Take("with"))
        {
            answer = words.Take().Text;
            words.Take("type");
            words.Take();
        }

        return (NftStatement?)NftRejects.With(answer, column) ?? Strange(words, column);
    }

    private static NftDone Translation(NftCursor words, int column)
    {
        string kind = words.Take().Text;
        PacketSide side = kind == "dnat" ? PacketSide.Destination : PacketSide.Source;
        string target = "?";
        if (words.SeesAny("ip", "ip6"))
        {
            words.Take();
        }

        if (words.Take("to"))
        {
            target = words.Take().Text;
        }

        while (words.SeesAny("random", "fully-random", "persistent", ","))
        {
            words.Take();
        }

        TranslationEffect effect = kind == "masquerade"
            ? new TranslationEffect(side, Address: null, Port: null)
            : TranslationText.Read(side, target);
        return new NftDone(column, effect);
    }

    private static void SkipPairs(NftCursor words, params ReadOnlySpan<string> keys)
    {
        while (words.SeesAny(keys))
        {
            words.Take();
            words.Take();
        }
    }

    private static NftStrange Strange(NftCursor words, int column)
    {
        string word = words.Current.Text;
        return new NftStrange(column, words.TakeRest(), $"`{word}` is not understood here");
    }
}
