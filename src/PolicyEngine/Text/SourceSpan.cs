using System.Globalization;

namespace PolicyEngine.Text;

/// <summary>A place in an input: the file's name as given, and a one-based line and column.</summary>
/// <param name="File">The name the input was given under; <c>&lt;stdin&gt;</c> for standard input.</param>
/// <param name="Line">The line, counted from 1; 0 when the whole file is meant.</param>
/// <param name="Column">The column in UTF-16 code units, counted from 1; 0 when the whole line is meant.</param>
public readonly record struct SourceSpan(string File, int Line, int Column)
{
    /// <summary>The place of a thing that no input wrote, such as a namespace that is only referred to.</summary>
    public static SourceSpan None { get; } = new("", 0, 0);

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => string.IsNullOrEmpty(File);

    /// <summary>The form compilers print: <c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
