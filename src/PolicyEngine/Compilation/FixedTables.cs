using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>The tables of sides that no chain decides.</summary>
internal static class FixedTables
{
    public static DecisionTable External { get; } = DecisionTable.Always(Decisions.External);

    public static DecisionTable HostNetwork { get; } = DecisionTable.Always(Decisions.HostNetwork);

    public static DecisionTable LocalHost { get; } = DecisionTable.Always(Decisions.LocalHost);

    public static DecisionTable SameEndpoint { get; } = DecisionTable.Always(Decisions.SameEndpoint);

    public static DecisionTable NoCommonFamily { get; } = DecisionTable.Always(Decisions.NoCommonFamily);

    public static DecisionTable Finished { get; } = DecisionTable.Always(Decisions.Finished);

    public static DecisionTable FamilyNotPoliced { get; } = DecisionTable.Always(Decisions.FamilyNotPoliced);

    public static DecisionTable ServiceLoop { get; } = DecisionTable.Always(Decisions.ServiceLoop);

    public static DecisionTable NoLocalBackend { get; } = DecisionTable.Always(Decisions.NoLocalBackend);

    public static DecisionTable NoVerdict { get; } = DecisionTable.Always(Decisions.NoVerdict);

    public static DecisionTable NodeUnknown { get; } = DecisionTable.Always(Decisions.NodeUnknown);

    public static DecisionTable InterfaceUnknown { get; } = DecisionTable.Always(Decisions.InterfaceUnknown);

    /// <summary>What becomes of a pod's traffic to its own node.</summary>
    public static DecisionTable ToHost(EndpointToHostAction action) => s_toHost[(int)action];

    /// <summary>What nodes and pods ask each other about their addresses passes, and nothing else is decided here (Felix, IPv6).</summary>
    public static DecisionTable NeighborDiscovery { get; } = MakeNeighborDiscovery();

    private static readonly DecisionTable[] s_toHost = [.. Enum.GetValues<EndpointToHostAction>().Select(action => DecisionTable.Always(Decisions.ToHost(action)))];

    private static DecisionTable MakeNeighborDiscovery()
    {
        TrafficSet exempt = TrafficSet.Union(((byte[])[130, 131, 132, 133, 135, 136]).Select(type => TrafficSet.Icmp(Protocol.IcmpV6, type, null)));
        return new DecisionTable([(exempt, Decisions.NeighborDiscovery), (exempt.Complement(), Decisions.NoVerdict)]);
    }
}
