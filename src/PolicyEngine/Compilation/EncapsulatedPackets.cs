using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Compilation;

/// <summary>What nodes send each other with pods' packets in it.</summary>
internal static class EncapsulatedPackets
{
    public static Protocol IpInIp { get; } = new(4);

    public static TrafficSet Vxlan(ushort port) => TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(port));

    /// <summary>All that any node takes for packets of other nodes with pods' packets in them.</summary>
    public static TrafficSet Of(FelixConfigurations felix) =>
        TrafficSet.Union([TrafficSet.ForProtocol(IpInIp), .. felix.VxlanPorts.Select(Vxlan)]);

    /// <summary>The families in which pools make nodes exchange packets of IP in IP, which only IPv4 has.</summary>
    public static IpFamilies FamiliesOfIpip(ImmutableArray<IpPool> pools) => pools.Any(pool => pool.Ipip != EncapsulationMode.Never) ? IpFamilies.V4 : default;

    /// <summary>The families in which pools make nodes exchange VXLAN packets.</summary>
    public static IpFamilies FamiliesOfVxlan(ImmutableArray<IpPool> pools) =>
        pools.Where(pool => pool.Vxlan != EncapsulationMode.Never).Aggregate(default(IpFamilies), (families, pool) => families | pool.Cidr.Family.AsSet());

    /// <summary>A rule of Felix itself about encapsulated packets.</summary>
    public static Rule RuleFor(string kind, TrafficSet traffic, RuleAction action) => new()
    {
        Action = action,
        Traffic = traffic,
        Source = PeerMatch.Any,
        Destination = PeerMatch.Any,
        Path = kind,
        Span = SourceSpan.None,
    };

    /// <summary>
    /// Denies what pods on a node may not send, whether the cluster uses encapsulation or not, and leaves the rest open (Felix,
    /// before egress policy). Null where pods may send anything.
    /// </summary>
    public static DecisionTable? FromWorkloads(FelixConfiguration felix, EnforcementProfile profile)
    {
        if (profile.LetsPodsEncapsulate)
        {
            return null;
        }

        TrafficSet vxlan = felix.AllowVxlanPacketsFromWorkloads ? TrafficSet.Empty : Vxlan(felix.VxlanPort);
        TrafficSet ipip = felix.AllowIpipPacketsFromWorkloads ? TrafficSet.Empty : TrafficSet.ForProtocol(IpInIp);
        TrafficSet both = vxlan.Union(ipip);
        return both.IsEmpty ? null : new DecisionTable([(both, Decisions.FromWorkload), (both.Complement(), Decisions.NoVerdict)]);
    }
}
