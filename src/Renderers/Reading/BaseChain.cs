namespace PolicyEngine.Renderers.Reading;

/// <summary>How a chain hangs in the path of packets.</summary>
/// <param name="Hook">The place in the path.</param>
/// <param name="Priority">The order among the chains of one place: low numbers first.</param>
/// <param name="Kind">What the chain is for.</param>
/// <param name="Accepts">What becomes of packets that no rule decides about.</param>
internal sealed record BaseChain(Hook Hook, int Priority, ChainKind Kind, bool Accepts);

/// <summary>The places in the path of packets.</summary>
internal enum Hook
{
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
}

/// <summary>What a base chain is for.</summary>
internal enum ChainKind
{
    Filter,

    /// <summary>It sees only the packets that begin a connection.</summary>
    Nat,

    Route,
}
