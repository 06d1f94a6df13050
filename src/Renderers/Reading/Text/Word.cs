namespace PolicyEngine.Renderers.Reading;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text, without quotation marks.</param>
/// <param name="Column">The column it begins at, from 1.</param>
/// <param name="IsQuoted">Whether it was in quotation marks.</param>
internal readonly record struct Word(string Text, int Column, bool IsQuoted)
{
    public bool Is(string text) => !IsQuoted && string.Equals(Text, text, StringComparison.Ordinal);
}
