namespace PolicyEngine.Renderers.Reading;

/// <summary>What connection tracking says of a packet.</summary>
[Flags]
internal enum ConnectionStates
{
    None = 0,
    Invalid = 1,
    Established = 2,
    Related = 4,
    New = 8,
    Untracked = 64,

    /// <summary>The source of the connection was translated.</summary>
    SourceTranslated = 128,

    /// <summary>The destination of the connection was translated.</summary>
    DestinationTranslated = 256,
}

/// <summary>One of the states applies.</summary>
internal sealed record StateCondition(ConnectionStates States) : Condition;

/// <summary>
/// A status bit of the connection, as nft asks for it: a packet that belongs to no connection fails it, negated or not.
/// </summary>
/// <param name="Status">The bits, of which one must be set.</param>
/// <param name="IsExact">
/// Whether no other bit may be set, as with <c>ct status != dnat</c>. That never holds: a translated connection always has
/// further bits.
/// </param>
internal sealed record StatusCondition(ConnectionStates Status, bool IsExact) : Condition;

/// <summary>Whose mark it is.</summary>
internal enum MarkOwner
{
    Packet,
    Connection,
}

/// <summary>The bits of the mark in <paramref name="Mask"/> have the value.</summary>
internal sealed record MarkCondition(MarkOwner Owner, uint Value, uint Mask) : Condition;
