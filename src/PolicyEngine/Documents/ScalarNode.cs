using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Documents;

/// <summary>What a scalar is after the resolution that Kubernetes' own reader applies to YAML and JSON.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "YAML has these names for its kinds of scalars.")]
public enum ScalarKind : byte
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number that is not whole.</summary>
    Float,

    /// <summary>True or false, in any of the words that YAML 1.1 has for them.</summary>
    Boolean,

    /// <summary>Nothing.</summary>
    Null,
}

/// <summary>A single value.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line where it begins.</param>
/// <param name="column">The column where it begins.</param>
/// <param name="text">Its text.</param>
/// <param name="kind">What it is.</param>
public sealed class ScalarNode(string file, int line, int column, string text, ScalarKind kind)
    : DocumentNode(file, line, column)
{
    /// <summary>Its text as written, without quotes and with escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>What it is.</summary>
    public ScalarKind Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Describe() => Kind switch
    {
        ScalarKind.String => "a string",
        ScalarKind.Integer => "a whole number",
        ScalarKind.Float => Text.AsSpan().TrimStart("+-").ContainsAnyExceptInRange('0', '9') ? "a number that is not whole" : "a number that is out of range",
        ScalarKind.Boolean => "a boolean",
        _ => "null",
    };
}
