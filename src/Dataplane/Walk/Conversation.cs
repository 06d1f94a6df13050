using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>What nodes remember from one packet to the next: connections, clients of Services, and what chance decided.</summary>
/// <param name="seed">What chance starts from: the same seed gives the same choices.</param>
internal sealed class Conversation(ulong seed)
{
    private readonly Dictionary<string, ConnectionTable> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProxyMemory> _memories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProxiedConnections> _proxied = new(StringComparer.Ordinal);
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
        string node = proxy.Node.Name;
        ProxyDecision decision = proxy.Decide(packet, Draw(), _memories.GetValueOrDefault(node, ProxyMemory.Empty), Now);
        _memories[node] = decision.Memory;
        _proxied[node] = _proxied.GetValueOrDefault(node, ProxiedConnections.None).With(packet, decision.Outcome);
        return decision.Outcome;
    }

    /// <summary>Nodes have other rules for Services: connections and clients that these end are forgotten.</summary>
    /// <param name="proxyOf">The rules of a node; null where it has none, so that nobody ends anything.</param>
    public void Rewrite(Func<string, NodeProxy?> proxyOf)
    {
        foreach ((string node, ProxiedConnections before) in _proxied.ToArray())
        {
            if (proxyOf(node) is not { } proxy)
            {
                continue;
            }

            ProxiedConnections after = before.Under(proxy);
            foreach (FirstPacket ended in before.Except(after))
            {
                ConnectionsOf(node).Remove(new ConnectionTuple(ended.Source, ended.Destination, TrafficPoint.Ports(ended.Protocol, ended.DestinationPort, ended.SourcePort)));
            }

            (_proxied[node], _memories[node]) = (after, _memories[node].Under(proxy, Now));
        }
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
