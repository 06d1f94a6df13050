namespace PolicyEngine.Dataplane.Walk;

/// <summary>Lets everything through: the network as it is without policies.</summary>
public sealed class OpenFilter : IPacketFilter
{
    /// <summary>The only one.</summary>
    public static OpenFilter Instance { get; } = new();

    /// <inheritdoc/>
    public FilterDecision Decide(in FilterQuestion question) => FilterDecision.Open;
}
