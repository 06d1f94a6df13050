namespace PolicyEngine.Documents;

/// <summary>
/// What an input may at most be. Input may be hostile; reading stops with a diagnostic at these bounds, before
/// memory, time or stack run out. The defaults are far above any real cluster.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits used unless others are given.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of one YAML input, and of each whose text is kept. JSON that is not kept is streamed and not bounded by this.</summary>
    public long MaxYamlBytes { get; init; } = 512L << 20;

    /// <summary>Documents of one input, list items included.</summary>
    public int MaxDocuments { get; init; } = 1_000_000;

    /// <summary>Nesting of mappings and sequences.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Nodes of one document after aliases are expanded.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>Characters of one scalar.</summary>
    public int MaxScalarLength { get; init; } = 1 << 20;

    /// <summary>Diagnostics kept for one file.</summary>
    public int MaxDiagnosticsPerFile { get; init; } = 200;
}
