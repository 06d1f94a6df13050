using System.Runtime.InteropServices;

namespace PolicyEngine.Selectors.Parsing;

/// <summary>A piece of a selector's text, with the part of it that is its value: a label, or a string without its quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End, int ValueStart, int ValueEnd)
{
    public int Length => End - Start;

    public string ValueIn(string text) => text[ValueStart..ValueEnd];
}
