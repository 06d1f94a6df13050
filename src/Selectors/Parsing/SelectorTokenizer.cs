namespace PolicyEngine.Selectors.Parsing;

/// <summary>
/// Divides a selector's text into tokens. Matches Calico's tokenizer.go token for token: the keyword operators exist only
/// directly after a label, and only space and tab separate tokens.
/// </summary>
internal ref struct SelectorTokenizer
{
    private readonly string _text;
    private Token[] _tokens;
    private int _count;
    private int _position;
    private int _nesting;
    private int _terms;

    private SelectorTokenizer(string text)
    {
        _text = text;
        _tokens = new Token[Math.Max(8, text.Length / 2)];
    }

    /// <summary>All tokens, the last of kind <see cref="TokenKind.End"/> and empty; or null and the first fault.</summary>
    public static Token[]? Tokenize(string text, out SelectorError? error)
    {
        SelectorTokenizer tokenizer = new(text);
        do
        {
            error = tokenizer.ReadToken();
            if (error is not null)
            {
                return null;
            }
        }
        while (tokenizer._tokens[tokenizer._count - 1].Kind != TokenKind.End);

        return tokenizer._tokens;
    }

    /// <summary>The length of the identifier at <paramref name="start"/>; 0 if there is none.</summary>
    public static int IdentifierLength(string text, int start)
    {
        int end = start;
        while (end < text.Length && IsIdentifierCharacter(text[end]))
        {
            end++;
        }

        return end - start;
    }

    private static bool IsIdentifierCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-';

    private SelectorError? ReadToken()
    {
        SkipBlanks(ref _position);
        if (_position == _text.Length)
        {
            return Add(TokenKind.End, _position);
        }

        switch (_text[_position])
        {
            case '(':
                _nesting++;
                return _nesting > Selector.MaxNesting ? SelectorMessages.TooDeep(_position) : Add(TokenKind.LeftParenthesis, _position + 1);
            case ')':
                _nesting--;
                return Add(TokenKind.RightParenthesis, _position + 1);
            case '{':
                return Add(TokenKind.LeftBrace, _position + 1);
            case '}':
                return Add(TokenKind.RightBrace, _position + 1);
            case ',':
                return Add(TokenKind.Comma, _position + 1);
            case '"' or '\'':
                return ReadText();
            case '=':
                return ReadDoubled('=', TokenKind.Equal, "==");
            case '&':
                return ReadDoubled('&', TokenKind.And, "&&");
            case '|':
                return ReadDoubled('|', TokenKind.Or, "||");
            case '!':
                return NextIs('=') ? Add(TokenKind.NotEqual, _position + 2) : Add(TokenKind.Not, _position + 1);
            default:
                return _count > 0 && _tokens[_count - 1].Kind == TokenKind.Label ? ReadOperator() : ReadOperand();
        }
    }

    private SelectorError? ReadText()
    {
        int close = _text.IndexOf(_text[_position], _position + 1);
        return close < 0
            ? SelectorMessages.UnterminatedText(_text, _position)
            : AddTerm(TokenKind.Text, close + 1, _position + 1, close);
    }

    private SelectorError? ReadDoubled(char character, TokenKind kind, string symbol) =>
        NextIs(character) ? Add(kind, _position + 2) : SelectorMessages.ExpectedSymbol(symbol, _text, _position);

    private readonly bool NextIs(char character) => _position + 1 < _text.Length && _text[_position + 1] == character;

    private SelectorError? ReadOperator()
    {
        if (TryOperator("contains", null, out int end))
        {
            return Add(TokenKind.Contains, end);
        }

        if (TryOperator("starts", "with", out end))
        {
            return Add(TokenKind.StartsWith, end);
        }

        if (TryOperator("ends", "with", out end))
        {
            return Add(TokenKind.EndsWith, end);
        }

        if (TryOperator("not", "in", out end))
        {
            return Add(TokenKind.NotIn, end);
        }

        return TryOperator("in", null, out end)
            ? Add(TokenKind.In, end)
            : SelectorMessages.ExpectedOperator(_text, _tokens[_count - 1], _position);
    }

    private readonly bool TryOperator(string first, string? second, out int end)
    {
        end = _position;
        if (!SkipWord(first, ref end))
        {
            return false;
        }

        int boundary = end;
        if (second is not null)
        {
            SkipBlanks(ref end);
            if (!SkipWord(second, ref end))
            {
                return false;
            }

            // Matches Calico: the blanks after the second word are skipped before the word's boundary is tested.
            boundary = end;
            SkipBlanks(ref boundary);
        }

        return boundary == _text.Length || !IsIdentifierCharacter(_text[boundary]);
    }

    private SelectorError? ReadOperand()
    {
        int inside = _position;
        if (SkipWord("has(", ref inside))
        {
            SkipBlanks(ref inside);
            int length = IdentifierLength(_text, inside);
            int close = inside + length;
            return CheckLabel(inside, length) ?? CloseCall("has(", TokenKind.Has, inside, close);
        }

        if (SkipWord("all(", ref inside))
        {
            return CloseCall("all(", TokenKind.All, inside, inside);
        }

        if (SkipWord("global(", ref inside))
        {
            return CloseCall("global(", TokenKind.Global, inside, inside);
        }

        int labelLength = IdentifierLength(_text, _position);
        return CheckLabel(_position, labelLength)
            ?? AddTerm(TokenKind.Label, _position + labelLength, _position, _position + labelLength);
    }

    private SelectorError? CloseCall(string opening, TokenKind kind, int valueStart, int valueEnd)
    {
        int end = valueEnd;
        SkipBlanks(ref end);
        return end < _text.Length && _text[end] == ')'
            ? AddTerm(kind, end + 1, valueStart, valueEnd)
            : SelectorMessages.UnclosedCall(opening, _text, end);
    }

    private readonly SelectorError? CheckLabel(int start, int length) => length switch
    {
        0 => SelectorMessages.ExpectedLabel(_text, start, afterHas: start != _position),
        > Selector.MaxLabelLength => SelectorMessages.LabelTooLong(_text, start, length),
        _ => null,
    };

    private readonly bool SkipWord(string word, ref int position)
    {
        if (!_text.AsSpan(position).StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        position += word.Length;
        return true;
    }

    private readonly void SkipBlanks(ref int position)
    {
        while (position < _text.Length && _text[position] is ' ' or '\t')
        {
            position++;
        }
    }

    private SelectorError? AddTerm(TokenKind kind, int end, int valueStart, int valueEnd)
    {
        _terms++;
        return _terms > Selector.MaxTerms ? SelectorMessages.TooManyTerms(_position) : Add(kind, end, valueStart, valueEnd);
    }

    private SelectorError? Add(TokenKind kind, int end) => Add(kind, end, end, end);

    private SelectorError? Add(TokenKind kind, int end, int valueStart, int valueEnd)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        _tokens[_count++] = new Token(kind, _position, end, valueStart, valueEnd);
        _position = end;
        return null;
    }
}
