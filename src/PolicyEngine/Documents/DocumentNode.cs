using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>A value of a document with the place where it begins.</summary>
public abstract class DocumentNode
{
    private readonly string _file;
    private readonly int _line;
    private readonly int _column;

    private protected DocumentNode(string file, int line, int column) => (_file, _line, _column) = (file, line, column);

    /// <summary>Where it begins.</summary>
    public SourceSpan Span => new(_file, _line, _column);

    /// <summary>What a person would call this kind of value, for messages: <c>a list</c>.</summary>
    public abstract string Describe();
}
