using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>
/// The Service rules of one node once kube-proxy has written them. It decides about the first packet of a connection;
/// connection tracking does the same to the others. It never changes, and several threads may use it.
/// </summary>
public sealed partial class NodeProxy
{
    private readonly ProxyTable _table;
    private readonly Translation.LeftAlone _leftAlone;
    private readonly Translation.LeftAlone _leftAloneAtNode;

    private NodeProxy(ProxyNode node, ProxySettings settings, ProxyTable table)
    {
        (Node, Settings, _table) = (node, settings, table);
        _leftAlone = new(Trail(ChainVisits.Services, default));
        _leftAloneAtNode = new(Trail(ChainVisits.Services | ChainVisits.NodePorts, default));
    }

    /// <summary>The node.</summary>
    public ProxyNode Node { get; }

    /// <summary>How it translates.</summary>
    public ProxySettings Settings { get; }

    /// <summary>What got no rules, in the order of the Service ports.</summary>
    public ImmutableArray<ProxyProblem> Problems => _table.Problems;

    /// <summary>The rules of a node for Service ports. Where two claim the same, the one given first has it.</summary>
    public static NodeProxy Build(ProxyNode node, ProxySettings settings, IEnumerable<ProxiedPort> ports)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ports);
        return new(node, settings, new ProxyTable(node, settings, ports));
    }

    /// <summary>What becomes of a packet, and what kube-proxy's rules remember afterwards.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="draw">A number drawn from all of its type; it chooses where chance does.</param>
    /// <param name="memory">What the rules remember.</param>
    /// <param name="now">The time on the model's clock, which never goes back.</param>
    public ProxyDecision Decide(FirstPacket packet, ulong draw, ProxyMemory memory, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return _table.TryFind(packet.Dialled, out ServiceRules? rules, out ServiceEntrance entrance)
            ? Serve(rules, entrance, packet, new(draw, memory, now))
            : new(Stray(packet), memory);
    }

    /// <summary>Every backend that the packet can be sent to, whatever was drawn and is remembered; none where it is not translated.</summary>
    public ImmutableArray<ServiceBackend> PossibleBackends(FirstPacket packet) =>
        _table.TryFind(packet.Dialled, out ServiceRules? rules, out ServiceEntrance entrance) && rules.Backends.HasAny
            ? new ChainWalk(Settings, Node, packet).Enter(rules, entrance)
            : [];

    internal ServiceRules? Named(ServicePortName name, Protocol protocol, IpFamily family) => _table.Named(name, protocol, family);

    internal ServiceRules? Behind(VirtualAddress dialled) => _table.TryFind(dialled, out ServiceRules? rules, out _) ? rules : null;

    private ProxyDecision Serve(ServiceRules rules, ServiceEntrance entrance, FirstPacket packet, Circumstances circumstances)
    {
        ChainVisits without = entrance == ServiceEntrance.ClusterAddress ? ChainVisits.NoInternalBackend : ChainVisits.NoExternalBackend;
        if (!rules.Backends.HasAny)
        {
            ChainVisits nodePorts = entrance == ServiceEntrance.NodePort ? ChainVisits.NodePorts : ChainVisits.None;
            ChainTrail refused = Trail(ChainVisits.Services | nodePorts | without, packet.Dialled) with { Port = rules.Port };
            return new(new Translation.Refused(refused, packet.Destination.Family), circumstances.Memory);
        }

        ChainWalk walk = new(Settings, Node, packet);
        ImmutableArray<ServiceBackend> backends = walk.Enter(rules, entrance);
        if (backends.IsEmpty)
        {
            ChainVisits filter = walk.Visits.HasAnyOf(ChainVisits.NotAdmitted) ? ChainVisits.None : without;
            ChainTrail discarded = Trail(walk.Visits | filter, packet.Dialled) with { Port = rules.Port };
            return new(new Translation.Discarded(discarded), circumstances.Memory);
        }

        (BackendChoice choice, ProxyMemory after) = Choose(rules.Port, backends, packet, circumstances);
        ServiceBackend backend = backends[choice.Index];
        walk.Leave(backend);
        ChainTrail trail = Trail(walk.Visits, packet.Dialled) with { Port = rules.Port, Backend = backend };
        Translation.ToBackend translated = new(trail, rules.Port, backend)
        {
            Choice = choice,
            Mark = walk.Visits.HasAnyOf(ChainVisits.Marked) ? Settings.MasqueradeMark : 0,
            Hook = packet.IsFromNode ? NodeHook.Output : Settings.Mode == ProxyMode.Ipvs ? NodeHook.Input : NodeHook.Forward,
        };
        return new(translated, after);
    }

    private ChainTrail Trail(ChainVisits visits, VirtualAddress dialled) => new(Settings.Mode, visits, dialled);

    /// <summary>What a choice depends on beside the packet.</summary>
    private readonly record struct Circumstances(ulong Draw, ProxyMemory Memory, TimeSpan Now);
}
