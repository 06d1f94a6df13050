namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>What becomes of a packet that the daemon read from its TUN interface.</summary>
/// <param name="Action">What the daemon does.</param>
/// <param name="Table">Its table afterwards.</param>
/// <param name="Route">Where the packet is sent; null if it is not.</param>
/// <param name="Ttl">Its TTL afterwards.</param>
public sealed record ProxyOutcome(ProxyAction Action, ProxyTable Table, ProxyRoute? Route, byte Ttl);

/// <summary>What the daemon does with a packet.</summary>
public enum ProxyAction
{
    /// <summary>Sends it to the daemon of another node.</summary>
    Send,

    /// <summary>Drops it without a word.</summary>
    Discard,

    /// <summary>Drops it and writes to the TUN interface that the network cannot be reached.</summary>
    AnswerUnreachable,
}
