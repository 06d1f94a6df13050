using TestKit;

namespace Renderers.Tests.Reading;

/// <summary>A theory that loads texts of the corpus with real tools; skipped where either is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools) => Skip = Corpus.Missing("felix") ?? Tools.Missing(tools);
}
