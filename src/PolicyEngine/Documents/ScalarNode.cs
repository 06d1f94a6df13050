namespace PolicyEngine.Documents;

/// <summary>What a scalar is after the resolution that Kubernetes' own reader applies to YAML and JSON.</summary>
internal enum ScalarKind : byte
{
    String,
    Integer,
    Float,
    Boolean,
    Null,
}

/// <summary>A single value. <see cref="Text"/> is its text as written, without quotes and with escapes resolved.</summary>
internal sealed class ScalarNode(string file, int line, int column, string text, ScalarKind kind)
    : DocumentNode(file, line, column)
{
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;

    public override string Describe() => Kind switch
    {
        ScalarKind.String => "a string",
        ScalarKind.Integer => "a whole number",
        ScalarKind.Float => "a number that is not whole",
        ScalarKind.Boolean => "a boolean",
        _ => "null",
    };
}
