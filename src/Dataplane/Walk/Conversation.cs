using PolicyEngine.Dataplane.Services;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>What nodes remember from one packet to the next: connections, clients of Services, and what chance decided.</summary>
/// <param name="seed">What chance starts from: the same seed gives the same choices.</param>
internal sealed class Conversation(ulong seed)
{
    private readonly Dictionary<string, ConnectionTable> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProxyMemory> _memories = new(StringComparer.Ordinal);
    private ulong _state = seed;

    /// <summary>The time on the model's clock.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>The connections that a stack tracks.</summary>
    public ConnectionTable ConnectionsOf(string stack)
    {
        if (!_connections.TryGetValue(stack, out ConnectionTable? table))
        {
            _connections[stack] = table = new ConnectionTable();
        }

        return table;
    }

    /// <summary>What a node's Service rules decide about a first packet; they remember it.</summary>
    public Translation Decide(NodeProxy proxy, FirstPacket packet)
    {
        ProxyDecision decision = proxy.Decide(packet, Draw(), _memories.GetValueOrDefault(proxy.Node.Name, ProxyMemory.Empty), Now);
        _memories[proxy.Node.Name] = decision.Memory;
        return decision.Outcome;
    }

    /// <summary>The next number of the sequence that the seed gives (SplitMix64).</summary>
    private ulong Draw()
    {
        unchecked
        {
            ulong mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
