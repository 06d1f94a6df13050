namespace PolicyEngine.Documents;

/// <summary>A finished node with what its repetition through an alias costs: nodes after expansion and levels of nesting.</summary>
internal readonly record struct BuiltNode(DocumentNode Node, int Size, int Height);
