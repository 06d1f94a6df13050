using Xunit;

namespace TestKit;

/// <summary>A theory over files of the corpus; skipped with a plain message where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    /// <param name="folder">The folder or file below the corpus that the theory needs.</param>
    public CorpusTheoryAttribute(string folder) => Skip = Corpus.Missing(folder);
}
