namespace PolicyEngine.Renderers.Reading;

/// <summary>How a rule ends a chain.</summary>
internal enum ChainVerdict
{
    /// <summary>The base chain lets the packet pass; later ones still see it.</summary>
    Accept,

    Drop,

    /// <summary>A drop that the sender is told of.</summary>
    Reject,

    /// <summary>Back to where the chain was called from; from a base chain, its policy.</summary>
    Return,

    /// <summary>On to the next rule.</summary>
    Continue,
}
