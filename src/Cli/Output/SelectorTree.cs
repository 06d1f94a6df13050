using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Output;

/// <summary>
/// How a selector is understood: conjunctions, disjunctions and negations over conditions on single labels. It is taken
/// from the canonical text, which has parentheses around every composition.
/// </summary>
/// <param name="Operator"><c>and</c>, <c>or</c> or <c>not</c>; null for a condition.</param>
/// <param name="Operands">What the operator joins.</param>
/// <param name="Condition">The text of a condition; empty for an operator.</param>
internal sealed record SelectorTree(string? Operator, ImmutableArray<SelectorTree> Operands, string Condition)
{
    private const string AndSign = " && ";
    private const string OrSign = " || ";

    /// <summary>The tree of a selector. Its depth is bounded by <see cref="Selector.MaxNesting"/> and the number of its terms.</summary>
    public static SelectorTree Of(Selector selector)
    {
        ReadOnlySpan<char> text = selector.Text;
        return Read(ref text);
    }

    public void WriteTo(TextPage page, string indent)
    {
        page.Line(indent + (Operator ?? Condition));
        foreach (SelectorTree operand in Operands)
        {
            operand.WriteTo(page, indent + "  ");
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Operator is null)
        {
            json.WriteString("condition", Condition);
        }
        else
        {
            json.WriteStartArray(Operator);
            foreach (SelectorTree operand in Operands)
            {
                operand.WriteTo(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static SelectorTree Read(ref ReadOnlySpan<char> text)
    {
        if (text.StartsWith('!'))
        {
            text = text[1..];
            return new SelectorTree("not", [Read(ref text)], "");
        }

        return text.StartsWith('(') ? ReadComposition(ref text) : ReadCondition(ref text);
    }

    private static SelectorTree ReadComposition(ref ReadOnlySpan<char> text)
    {
        text = text[1..];
        ImmutableArray<SelectorTree>.Builder operands = ImmutableArray.CreateBuilder<SelectorTree>();
        operands.Add(Read(ref text));
        bool isAnd = text.StartsWith(AndSign, StringComparison.Ordinal);
        while (!text.StartsWith(')'))
        {
            text = text[(isAnd ? AndSign : OrSign).Length..];
            operands.Add(Read(ref text));
        }

        text = text[1..];
        return new SelectorTree(isAnd ? "and" : "or", operands.ToImmutable(), "");
    }

    /// <summary>A condition ends before a sign that joins or closes, outside quotes and outside <c>has(...)</c>.</summary>
    private static SelectorTree ReadCondition(ref ReadOnlySpan<char> text)
    {
        int length = 0;
        int open = 0;
        char quote = '\0';
        for (; length < text.Length; length++)
        {
            char character = text[length];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '(')
            {
                open++;
            }
            else if (character == ')' && --open < 0)
            {
                break;
            }
            else if (text[length..].StartsWith(AndSign, StringComparison.Ordinal) || text[length..].StartsWith(OrSign, StringComparison.Ordinal))
            {
                break;
            }
        }

        var condition = new SelectorTree(null, [], text[..length].ToString());
        text = text[length..];
        return condition;
    }
}
