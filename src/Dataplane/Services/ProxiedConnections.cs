using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>
/// The connections that a node let pass, with what became of each: its first packet decides, the others follow. It never
/// changes.
/// </summary>
public sealed class ProxiedConnections
{
    private readonly ImmutableDictionary<FirstPacket, Translation> _outcomes;

    private ProxiedConnections(ImmutableDictionary<FirstPacket, Translation> outcomes) => _outcomes = outcomes;

    /// <summary>None.</summary>
    public static ProxiedConnections None { get; } = new(ImmutableDictionary<FirstPacket, Translation>.Empty);

    /// <summary>The number of connections.</summary>
    public int Count => _outcomes.Count;

    /// <summary>What became of the connection that a packet belongs to; null where it is the first.</summary>
    public Translation? Of(FirstPacket packet) => _outcomes.GetValueOrDefault(packet);

    /// <summary>These and one more. Packets that are refused or discarded leave no connection.</summary>
    public ProxiedConnections With(FirstPacket packet, Translation outcome) =>
        outcome is Translation.ToBackend or Translation.LeftAlone ? new(_outcomes.SetItem(packet, outcome)) : this;

    /// <summary>The first packets of those that others do not have.</summary>
    internal IEnumerable<FirstPacket> Except(ProxiedConnections others) => _outcomes.Keys.Where(packet => !others._outcomes.ContainsKey(packet));

    /// <summary>
    /// What is left once kube-proxy wrote other rules. It ends UDP connections whose backend or Service port is gone and
    /// those that passed untranslated to what a Service port with backends now answers for. TCP keeps what it has.
    /// </summary>
    public ProxiedConnections Under(NodeProxy proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return new(_outcomes.RemoveRange(_outcomes.Where(pair => IsStale(pair.Key, pair.Value, proxy)).Select(pair => pair.Key)));
    }

    private static bool IsStale(FirstPacket packet, Translation outcome, NodeProxy proxy)
    {
        if (packet.Protocol != Protocol.Udp)
        {
            return false;
        }

        return outcome is Translation.ToBackend translated
            ? !Uses(proxy.Behind(packet.Dialled), translated)
            : proxy.Behind(packet.Dialled) is { Backends.HasAny: true };
    }

    // A backend that only zone hints take from this node keeps its connections.
    private static bool Uses(ServiceRules? rules, Translation.ToBackend translated) =>
        rules is not null
        && rules.Port.Name == translated.Port.Name
        && (rules.Backends.Cluster.Any(backend => IsSame(backend, translated.Backend))
            || rules.Backends.Local.Any(backend => IsSame(backend, translated.Backend))
            || rules.Port.Backends.Any(backend => backend.IsReady && IsSame(backend, translated.Backend)));

    private static bool IsSame(ServiceBackend left, ServiceBackend right) => left.Address == right.Address && left.Port == right.Port;
}
