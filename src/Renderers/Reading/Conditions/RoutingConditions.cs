namespace PolicyEngine.Renderers.Reading;

/// <summary>The address of a side is one of the host's own.</summary>
/// <param name="Side">The side.</param>
/// <param name="OfInterface">Whether it must be an address of the interface the packet comes or goes by.</param>
internal sealed record LocalAddressCondition(PacketSide Side, bool OfInterface) : Condition;

/// <summary>An answer to the packet would leave by the interface that the packet came by.</summary>
internal sealed record ReversePathCondition : Condition;
