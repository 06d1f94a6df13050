namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads verdicts of nft scripts.</summary>
internal static class NftVerdicts
{
    /// <summary>The verdict that comes next; null if none does.</summary>
    public static Effect? Read(NftCursor words)
    {
        if (words.Current.IsQuoted)
        {
            return null;
        }

        Effect? verdict = Plain(words.Current.Text);
        if (verdict is not null)
        {
            words.Take();
            return verdict;
        }

        bool isGoto = words.Sees("goto");
        if (!isGoto && !words.Sees("jump"))
        {
            return null;
        }

        words.Take();
        return new JumpEffect(words.Take().Text, isGoto);
    }

    /// <summary>A verdict of one word; null if it is not one.</summary>
    public static Effect? Plain(string word) => word switch
    {
        "accept" => new VerdictEffect(ChainVerdict.Accept),
        "drop" => new VerdictEffect(ChainVerdict.Drop),
        "return" => new VerdictEffect(ChainVerdict.Return),
        "continue" => new VerdictEffect(ChainVerdict.Continue),
        _ => null,
    };
}
