using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;

namespace PolicyEngine.Dataplane.Services;

public sealed partial class NodeProxy
{
    private (BackendChoice Choice, ProxyMemory After) Choose(
        ProxiedPort port, ImmutableArray<ServiceBackend> backends, FirstPacket packet, Circumstances circumstances)
    {
        ProxyMemory memory = circumstances.Memory;
        if (port.Affinity is not { } period)
        {
            return ChooseAnew(backends.Length, packet, circumstances);
        }

        AffinityKey key = Key(port, packet);
        int known = memory.IndexOfRecent(key, backends, period, circumstances.Now);
        (BackendChoice choice, memory) = known < 0
            ? ChooseAnew(backends.Length, packet, circumstances)
            : (new(ChoiceCause.Affinity, known, backends.Length), memory);
        return (choice, memory.Remember(key.With(backends[choice.Index]), circumstances.Now));
    }

    private (BackendChoice Choice, ProxyMemory After) ChooseAnew(int count, FirstPacket packet, Circumstances circumstances)
    {
        if (Settings.Mode != ProxyMode.Ipvs)
        {
            return (new(ChoiceCause.Draw, EndpointProbability.Choose(circumstances.Draw, count), count), circumstances.Memory);
        }

        (int index, ProxyMemory after) = circumstances.Memory.TakeTurn(packet.Dialled, count);
        return (new(ChoiceCause.RoundRobin, index, count), after);
    }

    // Chains and sets remember a client for the whole Service port, virtual servers each for itself.
    private AffinityKey Key(ProxiedPort port, FirstPacket packet) =>
        new(port.Name, port.Protocol, packet.Source) { Server = Settings.Mode == ProxyMode.Ipvs ? packet.Dialled : null };
}
