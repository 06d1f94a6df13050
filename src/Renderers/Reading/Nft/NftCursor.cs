using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>The words of a line, taken one after the other. Behind the end there are empty words.</summary>
internal sealed class NftCursor(ImmutableArray<Word> words)
{
    private int _next;

    public bool AtEnd => _next >= words.Length;

    public Word Current => Ahead(0);

    public int Column => Current.Column;

    /// <summary>A word further on.</summary>
    public Word Ahead(int count) =>
        _next + count < words.Length ? words[_next + count] : new Word("", words.IsEmpty ? 1 : words[^1].Column + words[^1].Text.Length, IsQuoted: false);

    public bool Sees(string text) => Current.Is(text);

    public bool SeesAny(params ReadOnlySpan<string> texts) => !Current.IsQuoted && texts.Contains(Current.Text);

    public Word Take()
    {
        Word word = Current;
        _next += AtEnd ? 0 : 1;
        return word;
    }

    /// <summary>Takes the next word if it is this one.</summary>
    public bool Take(string text)
    {
        bool isNext = !AtEnd && Sees(text);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    /// <summary>The rest of the line as text, for messages; it is taken.</summary>
    public string TakeRest()
    {
        string rest = string.Join(' ', words.Skip(_next).Select(word => word.Text));
        _next = words.Length;
        return rest;
    }
}
