using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>Whom an expectation names.</summary>
/// <param name="Reference">The name, as <see cref="Queries.Query.From"/> takes it; <c>*</c> may stand in names of pods, workloads and namespaces.</param>
/// <param name="Span">Where it is written.</param>
public sealed record ExpectedParty(string Reference, SourceSpan Span)
{
    /// <summary>The name.</summary>
    public override string ToString() => Reference;
}
