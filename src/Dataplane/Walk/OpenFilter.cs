using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Lets everything through: the network as it is without policies.</summary>
public sealed class OpenFilter : IPacketFilter
{
    /// <summary>The only one.</summary>
    public static OpenFilter Instance { get; } = new();

    /// <inheritdoc/>
    public HookDecision Decide(in HookPacket packet) => HookDecision.Open;
}
