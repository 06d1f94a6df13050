namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>How much of a text the end of another one shows, as that grows: the automaton of Knuth, Morris and Pratt.</summary>
internal sealed class Occurrences
{
    private readonly string _text;

    // The longest proper prefix of the text that is a suffix of its first i characters.
    private readonly int[] _border;

    public Occurrences(string text)
    {
        _text = text;
        _border = new int[text.Length + 1];
        int border = 0;
        for (int i = 1; i < text.Length; i++)
        {
            border = Extend(border, text[i]);
            _border[i + 1] = border;
        }
    }

    public int Length => _text.Length;

    /// <summary>How much is shown after one character more, where <paramref name="shown"/> was.</summary>
    public int Extend(int shown, char next)
    {
        int length = shown == _text.Length && shown > 0 ? _border[shown] : shown;
        while (length > 0 && _text[length] != next)
        {
            length = _border[length];
        }

        return _text.Length > 0 && _text[length] == next ? length + 1 : 0;
    }
}
