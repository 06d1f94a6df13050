using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>What all chains of a program depend on: the node, its settings, the family and the tool.</summary>
internal sealed class LoweringContext
{
    private readonly bool _rejects;
    private readonly Dictionary<string, string> _setNames = new(StringComparer.Ordinal);

    public LoweringContext(NodeState state, IpFamily family, Backend backend, Fidelity fidelity)
    {
        FelixSettings settings = state.Settings;
        bool isIptables = backend == Backend.Iptables;
        State = state;
        Family = family;
        Backend = backend;
        Fidelity = fidelity;
        Names = new ChainNames(backend);
        HasWireguard = settings.WireguardEnabled || settings.WireguardEnabledV6;
        Marks = MarkBits.From(isIptables ? settings.IptablesMarkMask : settings.NftablesMarkMask, HasWireguard);
        FilterAllow = AllowVerb(isIptables ? settings.IptablesFilterAllowReturns : settings.NftablesFilterAllowReturns);
        MangleAllow = AllowVerb(isIptables ? settings.IptablesMangleAllowReturns : settings.NftablesMangleAllowReturns);
        _rejects = isIptables ? settings.IptablesFilterDenyRejects : settings.NftablesFilterDenyRejects;
        WorkloadPrefixes = settings.InterfacePrefixes;
        HasFlowLogs = settings.FlowLogsEnabled;
    }

    public NodeState State { get; }

    public FelixSettings Settings => State.Settings;

    public IpFamily Family { get; }

    public Backend Backend { get; }

    public Fidelity Fidelity { get; }

    public bool IsExact => Fidelity == Fidelity.Exact;

    public bool IsV6 => Family == IpFamily.V6;

    public ChainNames Names { get; }

    public MarkBits Marks { get; }

    public Verb FilterAllow { get; }

    public Verb MangleAllow { get; }

    public ImmutableArray<string> WorkloadPrefixes { get; }

    public bool HasFlowLogs { get; }

    /// <summary>Whether WireGuard is used for either family, which changes the marks of both.</summary>
    public bool HasWireguard { get; }

    public bool HasWireguardOfFamily => IsV6 ? Settings.WireguardEnabledV6 : Settings.WireguardEnabled;

    /// <summary>Whether packets of IP in IP come from other nodes. Only IPv4 travels so.</summary>
    public bool HasIpip => !IsV6 && (Settings.IpInIpEnabled ?? State.Pools.Any(pool => pool.Ipip && pool.Cidr.Family == IpFamily.V4));

    public bool HasVxlan => IsV6 ? HasVxlanPool : Settings.VxlanEnabled ?? HasVxlanPool;

    /// <summary>Whether forwarded packets may come by the chains of the node itself. Felix has no such rules for nftables.</summary>
    public bool HasIpvs => State.UsesIpvs && Backend == Backend.Iptables;

    private bool HasVxlanPool => State.Pools.Any(pool => pool.Vxlan && pool.Cidr.Family == Family);

    /// <summary>What denies a packet in a table.</summary>
    public Verb Deny(TableKind table)
    {
        // The kernel takes REJECT in the filter table only, in nftables in the raw one too, yet Felix writes it everywhere.
        bool isTaken = table == TableKind.Filter || (table == TableKind.Raw && Backend == Backend.Nftables);
        return _rejects && (isTaken || !IsExact) ? Verb.Rejecting : Verb.Dropping;
    }

    /// <summary>The word for what denies a packet, with which comments begin.</summary>
    public string DenyWord(TableKind table) => Deny(table) is Verb.Reject ? "Reject" : "Drop";

    /// <summary>The name of a set in the kernel. Rules share the text, as they share the sets.</summary>
    public string SetName(string id)
    {
        if (!_setNames.TryGetValue(id, out string? name))
        {
            name = SetNames.Of(id, Family);
            _setNames.Add(id, name);
        }

        return name;
    }

    /// <summary>The interfaces of pods, one match for each way in which their names begin.</summary>
    public IEnumerable<Match> WorkloadInterfaces(LinkDirection direction) =>
        WorkloadPrefixes.Select(prefix => new Match.Interface(direction, prefix, IsPrefix: true));

    private static Verb AllowVerb(bool returns) => returns ? Verb.Returning : Verb.Accepting;
}
