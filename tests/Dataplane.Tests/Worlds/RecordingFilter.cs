using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;

namespace Dataplane.Tests.Worlds;

/// <summary>Lets everything through and remembers what it was asked.</summary>
internal sealed class RecordingFilter : IPacketFilter
{
    public List<HookPacket> Asked { get; } = [];

    public HookDecision Decide(in HookPacket packet)
    {
        Asked.Add(packet);
        return HookDecision.Open;
    }
}
