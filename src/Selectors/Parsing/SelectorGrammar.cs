using System.Runtime.CompilerServices;
using PolicyEngine.Selectors.Nodes;
using Sprache;

namespace PolicyEngine.Selectors.Parsing;

/// <summary>
/// The selector language over tokens. Every choice is made by the coming token, and a parser that has taken one never backs
/// up: failures show the true place and parsing is linear. Sprache's own <c>XMany</c> tries a failing element twice, which
/// is exponential in nesting, and its query syntax allocates a dozen objects a step; the combinators below replace both.
/// </summary>
internal static class SelectorGrammar
{
    private const string StackTooSmall = "stack too small";

    // Several times what Selector.MaxNesting levels need in unoptimised code.
    private const int AmpleStack = 1024 * 1024;

    private static readonly Parser<TokenInput> Label = Take(TokenKind.Label, Expectation.Operand);

    private static readonly Parser<TokenInput> Operator = Take(null, Expectation.Operators);

    private static readonly Parser<TokenInput> Text = Take(TokenKind.Text, Expectation.Text);

    private static readonly Parser<TokenInput> SetValue = Choose(
        0,
        Expectation.SetValueOrEnd,
        (TokenKind.Text, Sequence(
            Text,
            Take(TokenKind.Comma, Expectation.AfterSetValue).Unless(TokenKind.RightBrace),
            (value, _) => value)));

    private static readonly Parser<IEnumerable<string>> Values = Sequence(
        Take(TokenKind.LeftBrace, Expectation.Set),
        SetValue.Until(TokenKind.RightBrace),
        Take(TokenKind.RightBrace, Expectation.SetValueOrEnd),
        (_, values, _) => values.Select(value => value.TokenValue));

    private static readonly Parser<SelectorNode> Comparison = Choose(
        1,
        Expectation.Operators,
        (TokenKind.Equal, CompareValue((label, value) => new EqualsNode(label, value))),
        (TokenKind.NotEqual, CompareValue((label, value) => new NotEqualsNode(label, value))),
        (TokenKind.Contains, CompareValue((label, value) => new ContainsNode(label, value))),
        (TokenKind.StartsWith, CompareValue((label, value) => new StartsWithNode(label, value))),
        (TokenKind.EndsWith, CompareValue((label, value) => new EndsWithNode(label, value))),
        (TokenKind.In, CompareSet((label, values) => new InNode(label, values))),
        (TokenKind.NotIn, CompareSet((label, values) => new NotInNode(label, values))));

    private static readonly Parser<SelectorNode> Group = Sequence(
        Take(TokenKind.LeftParenthesis, Expectation.Operand),
        Nested(() => Disjunction!),
        Take(TokenKind.RightParenthesis, Expectation.GroupEnd),
        (_, inner, _) => inner);

    private static readonly Parser<SelectorNode> Primary = Choose(
        0,
        Expectation.Operand,
        (TokenKind.Label, Comparison),
        (TokenKind.Has, Take(TokenKind.Has, Expectation.Operand).Select(SelectorNode (has) => new HasNode(has.TokenValue))),
        (TokenKind.All, Take(TokenKind.All, Expectation.Operand).Select(SelectorNode (_) => AllNode.Instance)),
        (TokenKind.Global, Take(TokenKind.Global, Expectation.Operand).Select(SelectorNode (_) => GlobalNode.Instance)),
        (TokenKind.LeftParenthesis, Group));

    private static readonly Parser<SelectorNode> Operation = Negatable(Primary);

    private static readonly Parser<SelectorNode> Conjunction =
        Separated(Operation, TokenKind.And, operands => new AndNode(operands));

    private static readonly Parser<SelectorNode> Disjunction =
        Separated(Conjunction, TokenKind.Or, operands => new OrNode(operands));

    private static readonly Parser<SelectorNode> Whole =
        Sequence(Disjunction, Take(TokenKind.End, Expectation.SelectorEnd), (node, _) => node);

    /// <summary>The tree of <paramref name="tokens"/>, or null and why there is none.</summary>
    public static SelectorNode? Read(string text, Token[] tokens, out SelectorError? error)
    {
        error = null;
        if (tokens[0].Kind == TokenKind.End)
        {
            // Matches Calico: nothing but blanks selects everything, at the root only.
            return AllNode.Instance;
        }

        TokenInput input = new(text, tokens, 0);
        IResult<SelectorNode> result = Whole(input);
        if (ReferenceEquals(result.Message, StackTooSmall))
        {
            // Whether a text is a selector must not depend on the stack of the thread that asks.
            Thread thread = new(() => result = Whole(input), AmpleStack);
            thread.Start();
            thread.Join();
        }

        if (result.WasSuccessful)
        {
            return result.Value;
        }

        Token found = tokens[result.Remainder.Position];
        error = SelectorMessages.Unexpected(text, found, [.. result.Expectations]);
        return null;
    }

    private static Parser<SelectorNode> CompareValue(Func<string, string, SelectorNode> build) =>
        Sequence(Label, Operator, Text, (label, _, value) => build(label.TokenValue, value.TokenValue));

    private static Parser<SelectorNode> CompareSet(Func<string, IEnumerable<string>, SelectorNode> build) =>
        Sequence(Label, Operator, Values, (label, _, values) => build(label.TokenValue, values));

    /// <summary>Takes one token of <paramref name="kind"/>, or of any kind when it is null.</summary>
    private static Parser<TokenInput> Take(TokenKind? kind, string[] expected) => input =>
    {
        TokenInput place = (TokenInput)input;
        return kind is null || place.Kind == kind ? place : Result.Failure<TokenInput>(input, "", expected);
    };

    /// <summary>Succeeds without taking anything where the coming token is of <paramref name="kind"/>.</summary>
    private static Parser<TokenInput> Unless(this Parser<TokenInput> parser, TokenKind kind) => input =>
    {
        TokenInput place = (TokenInput)input;
        return place.Kind == kind ? Result.Success(place, input) : parser(input);
    };

    /// <summary>The parser listed for the kind of the token <paramref name="lookahead"/> places on.</summary>
    private static Parser<T> Choose<T>(int lookahead, string[] expected, params (TokenKind Kind, Parser<T> Parser)[] choices)
    {
        Parser<T>?[] byKind = new Parser<T>?[Enum.GetValues<TokenKind>().Length];
        foreach ((TokenKind kind, Parser<T> parser) in choices)
        {
            byKind[(int)kind] = parser;
        }

        return input =>
        {
            TokenInput decider = (TokenInput)input;
            for (int i = 0; i < lookahead; i++)
            {
                decider = decider.Next;
            }

            return byKind[(int)decider.Kind] is { } parser ? parser(input) : Result.Failure<T>(decider, "", expected);
        };
    }

    private static Parser<TResult> Sequence<TFirst, TSecond, TResult>(
        Parser<TFirst> first,
        Parser<TSecond> second,
        Func<TFirst, TSecond, TResult> build) => input =>
    {
        IResult<TFirst> one = first(input);
        if (!one.WasSuccessful)
        {
            return Fail<TFirst, TResult>(one);
        }

        IResult<TSecond> two = second(one.Remainder);
        return two.WasSuccessful
            ? Result.Success(build(one.Value, two.Value), two.Remainder)
            : Fail<TSecond, TResult>(two);
    };

    private static Parser<TResult> Sequence<TFirst, TSecond, TThird, TResult>(
        Parser<TFirst> first,
        Parser<TSecond> second,
        Parser<TThird> third,
        Func<TFirst, TSecond, TThird, TResult> build) => input =>
    {
        IResult<TFirst> one = first(input);
        if (!one.WasSuccessful)
        {
            return Fail<TFirst, TResult>(one);
        }

        IResult<TSecond> two = second(one.Remainder);
        if (!two.WasSuccessful)
        {
            return Fail<TSecond, TResult>(two);
        }

        IResult<TThird> three = third(two.Remainder);
        return three.WasSuccessful
            ? Result.Success(build(one.Value, two.Value, three.Value), three.Remainder)
            : Fail<TThird, TResult>(three);
    };

    /// <summary>Elements up to a token of kind <paramref name="end"/>, which stays.</summary>
    private static Parser<List<T>> Until<T>(this Parser<T> element, TokenKind end) => input =>
    {
        List<T> elements = [];
        IInput rest = input;
        while (((TokenInput)rest).Kind != end)
        {
            IResult<T> result = element(rest);
            if (!result.WasSuccessful)
            {
                return Fail<T, List<T>>(result);
            }

            elements.Add(result.Value);
            rest = result.Remainder;
        }

        return Result.Success(elements, rest);
    };

    /// <summary>One operand as it is, or several with <paramref name="separator"/> between them as one node.</summary>
    private static Parser<SelectorNode> Separated(
        Parser<SelectorNode> operand,
        TokenKind separator,
        Func<SelectorNode[], SelectorNode> build) => input =>
    {
        IResult<SelectorNode> result = operand(input);
        if (!result.WasSuccessful || ((TokenInput)result.Remainder).Kind != separator)
        {
            return result;
        }

        List<SelectorNode> operands = [result.Value];
        while (((TokenInput)result.Remainder).Kind == separator)
        {
            result = operand(result.Remainder.Advance());
            if (!result.WasSuccessful)
            {
                return result;
            }

            operands.Add(result.Value);
        }

        return Result.Success(build([.. operands]), result.Remainder);
    };

    /// <summary>Any number of <c>!</c> before an operand; pairs of them cancel.</summary>
    private static Parser<SelectorNode> Negatable(Parser<SelectorNode> operand) => input =>
    {
        bool negated = false;
        TokenInput rest = (TokenInput)input;
        for (; rest.Kind == TokenKind.Not; rest = rest.Next)
        {
            negated = !negated;
        }

        IResult<SelectorNode> result = operand(rest);
        return result.WasSuccessful && negated
            ? Result.Success<SelectorNode>(new NotNode(result.Value), result.Remainder)
            : result;
    };

    /// <summary>The grammar's only recursion: fails as soon as the thread's stack runs low instead of overflowing it.</summary>
    private static Parser<SelectorNode> Nested(Func<Parser<SelectorNode>> inner) => input =>
        RuntimeHelpers.TryEnsureSufficientExecutionStack()
            ? inner()(input)
            : Result.Failure<SelectorNode>(input, StackTooSmall, []);

    private static IResult<TResult> Fail<T, TResult>(IResult<T> failure) =>
        Result.Failure<TResult>(failure.Remainder, failure.Message, failure.Expectations);
}
