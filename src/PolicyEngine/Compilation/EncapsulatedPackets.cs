using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Compilation;

/// <summary>What nodes send each other with pods' packets in it.</summary>
internal static class EncapsulatedPackets
{
    public static Protocol IpInIp { get; } = new(4);

    public static TrafficSet Vxlan(FelixConfiguration felix) => TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(felix.VxlanPort));

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

        TrafficSet vxlan = felix.AllowVxlanPacketsFromWorkloads ? TrafficSet.Empty : Vxlan(felix);
        TrafficSet ipip = felix.AllowIpipPacketsFromWorkloads ? TrafficSet.Empty : TrafficSet.ForProtocol(IpInIp);
        TrafficSet both = vxlan.Union(ipip);
        return both.IsEmpty ? null : new DecisionTable([(both, Decisions.FromWorkload), (both.Complement(), Decisions.NoVerdict)]);
    }
}
