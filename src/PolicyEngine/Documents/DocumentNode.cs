using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>A value of a document with the place where it begins.</summary>
internal abstract class DocumentNode(string file, int line, int column)
{
    public SourceSpan Span => new(file, line, column);

    /// <summary>What a person would call this kind of value, for messages.</summary>
    public abstract string Describe();
}
