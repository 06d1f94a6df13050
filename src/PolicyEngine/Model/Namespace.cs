using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>A namespace and its labels.</summary>
/// <param name="Name">The name.</param>
/// <param name="Labels">The labels, <c>kubernetes.io/metadata.name</c> always among them.</param>
/// <param name="IsDeclared">False when the input only refers to it: its other labels are not known.</param>
/// <param name="Span">Where it is declared.</param>
public sealed record Namespace(string Name, LabelSet Labels, bool IsDeclared, SourceSpan Span);
