using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>A fault in the configuration of a cluster's network.</summary>
/// <param name="Descriptor">Which kind of fault this is.</param>
/// <param name="Subject">The object at fault, as <c>Kind/name</c> or <c>Kind/namespace/name</c>.</param>
/// <param name="Span">Where the object is written; none where the input does not write it.</param>
/// <param name="Message">One sentence, lower-case start, no final period, names in backticks.</param>
public sealed record NetworkFinding(DiagnosticDescriptor Descriptor, string Subject, SourceSpan Span, string Message)
{
    /// <summary>The stable code, such as <c>PE6502</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>How much it matters.</summary>
    public Severity Severity => Descriptor.Severity;

    /// <summary>What to do about it.</summary>
    public string Hint { get; internal init; } = Descriptor.Hint;
}
