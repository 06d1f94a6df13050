using Xunit;

namespace TestKit;

/// <summary>A fact about reference data, skipped where <see cref="Part"/> of the <see cref="Corpus"/> is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute(string part)
    {
        Part = part;
        Skip = Corpus.Missing(part);
    }

    /// <summary>The file or folder that the fact reads, relative to the corpus.</summary>
    public string Part { get; }
}
