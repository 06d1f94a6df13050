using System.Runtime.InteropServices;

namespace PolicyEngine.Documents;

/// <summary>A line and a column in UTF-16 code units, both counted from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPosition(int Line, int Column)
{
    public static TextPosition Start { get; } = new(1, 1);
}
