namespace PolicyEngine.Text;

/// <summary>Something to say about the input, at a place in it.</summary>
/// <param name="Descriptor">Which kind of diagnostic this is.</param>
/// <param name="Span">Where it was seen.</param>
/// <param name="Message">One sentence, lower-case start, no final period, user text in backticks.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceSpan Span, string Message, string Hint)
{
    /// <summary>The stable code, such as <c>PE1004</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>What to write in place of the scalar at the place, where nothing else can have been meant; null elsewhere.</summary>
    internal string? Replacement { get; init; }

    /// <summary>Another place, with which the message ends; none where it speaks of one alone.</summary>
    internal SourceSpan Other { get; init; } = SourceSpan.None;

    /// <summary>How much it matters.</summary>
    public Severity Severity => Descriptor.Severity;

    /// <summary>The form compilers print: <c>file:line:column: severity CODE: message</c>.</summary>
    public override string ToString() =>
        $"{Span}: {SeverityName} {Code}: {Message}";

    private string SeverityName => Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
