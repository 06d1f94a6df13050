using System.Globalization;
using System.Text;

namespace PolicyEngine.Selectors.Parsing;

/// <summary>Every message about a selector's text, in one place.</summary>
internal static class SelectorMessages
{
    // Long enough to recognise the place, short enough for one line.
    private const int EchoLength = 40;

    public static SelectorError TextTooLong(int length) => new(
        SelectorErrorKind.Limit,
        Selector.MaxTextLength,
        length - Selector.MaxTextLength,
        Invariant($"selector is {length} characters long, at most {Selector.MaxTextLength} are allowed"),
        []);

    public static SelectorError TooDeep(int position) => new(
        SelectorErrorKind.Limit,
        position,
        1,
        Invariant($"parentheses are nested more than {Selector.MaxNesting} levels deep"),
        []);

    public static SelectorError TooManyTerms(int position) => new(
        SelectorErrorKind.Limit,
        position,
        1,
        Invariant($"selector has more than {Selector.MaxTerms} operands and values"),
        []);

    public static SelectorError UnterminatedText(string text, int position) => new(
        SelectorErrorKind.Lex,
        position,
        text.Length - position,
        Invariant($"unterminated string: no closing `{text[position]}`; a quote cannot be escaped"),
        [Invariant($"`{text[position]}`")]);

    public static SelectorError ExpectedSymbol(string symbol, string text, int position) => new(
        SelectorErrorKind.Lex,
        position,
        1,
        Invariant($"expected `{symbol}`, found a single `{text[position]}`"),
        [Invariant($"`{symbol}`")]);

    public static SelectorError ExpectedOperator(string text, Token label, int position) => new(
        SelectorErrorKind.Lex,
        position,
        WordLength(text, position),
        Invariant($"expected an operator after label `{Echo(label.ValueIn(text))}`, found {Found(text, position)}"),
        [.. Expectation.Operators]);

    public static SelectorError ExpectedLabel(string text, int position, bool afterHas)
    {
        string place = afterHas ? " in `has()`" : "";
        return new(
            SelectorErrorKind.Lex,
            position,
            WordLength(text, position),
            Invariant($"expected a label{place}, found {Found(text, position)}"),
            [Expectation.Label]);
    }

    public static SelectorError LabelTooLong(string text, int start, int length) => new(
        SelectorErrorKind.Lex,
        start,
        length,
        Invariant($"label too long: `{Echo(text.Substring(start, length))}` has {length} characters, at most {Selector.MaxLabelLength} are allowed"),
        []);

    public static SelectorError UnclosedCall(string opening, string text, int position) => new(
        SelectorErrorKind.Lex,
        position,
        WordLength(text, position),
        Invariant($"expected `)` to close `{opening}`, found {Found(text, position)}"),
        [Expectation.RightParenthesis]);

    public static SelectorError Unexpected(string text, Token token, string[] expected) => new(
        SelectorErrorKind.Parse,
        token.Start,
        token.Length,
        Invariant($"expected {Join(expected)}, found {Found(text, token)}"),
        [.. expected]);

    // INVARIANT: the grammar never fails without saying what it expected.
    private static string Join(string[] expected) => expected.Length == 1
        ? expected[0]
        : string.Join(", ", expected[..^1]) + " or " + expected[^1];

    private static string Found(string text, Token token) => token.Kind == TokenKind.End
        ? "the end of the selector"
        : Invariant($"`{Echo(text[token.Start..token.End])}`");

    private static string Found(string text, int position) => position == text.Length
        ? "the end of the selector"
        : Invariant($"`{Echo(text.Substring(position, WordLength(text, position)))}`");

    /// <summary>The length of the identifier or else of the single character at <paramref name="position"/>.</summary>
    private static int WordLength(string text, int position)
    {
        if (position == text.Length)
        {
            return 0;
        }

        int identifier = SelectorTokenizer.IdentifierLength(text, position);
        return identifier > 0 ? identifier
            : char.IsSurrogatePair(text, Math.Min(position, text.Length - 1)) ? 2
            : 1;
    }

    /// <summary>User text for a message: cut, and without characters that cannot be seen.</summary>
    private static string Echo(string text)
    {
        StringBuilder echo = new(EchoLength + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (echo.Length >= EchoLength)
            {
                echo.Append('…');
                break;
            }

            if (IsVisible(rune))
            {
                echo.Append(rune);
            }
            else
            {
                echo.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
        }

        return echo.ToString();
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Invariant(FormattableString message) => FormattableString.Invariant(message);
}
