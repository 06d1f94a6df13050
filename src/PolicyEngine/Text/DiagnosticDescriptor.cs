namespace PolicyEngine.Text;

/// <summary>One kind of diagnostic: its stable code and what it is about.</summary>
/// <param name="Code">Stable: <c>PE1xxx</c> reading, <c>PE2xxx</c> selectors, <c>PE3xxx</c> binding, <c>PE4xxx</c> configuration, <c>PE6xxx</c> the network below the policies, <c>PE7xxx</c> expectations. Never reused.</param>
/// <param name="Severity">The severity it is reported with.</param>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Hint">What to do about it; a diagnostic may carry a more precise one.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title, string Hint);
