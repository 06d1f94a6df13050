using System.Collections.Concurrent;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What nodes make of encapsulated packets that arrive: they take each other's and drop the rest, where pools make them exchange any.</summary>
internal sealed class TunnelTables(PolicyModel model)
{
    private readonly ConcurrentDictionary<(ushort Port, IpFamily Family, bool IsFromNode), DecisionTable?> _tables = new();

    /// <summary>Decides about packets with which nodes could wrap others and leaves the rest open; null where there are none.</summary>
    public DecisionTable? Into(string node, IpFamily family, bool isFromNode) =>
        model.IpPools.IsEmpty || model.Profile.LetsPodsEncapsulate ? null : _tables.GetOrAdd((model.Felix.Of(node).VxlanPort, family, isFromNode), Make);

    private DecisionTable? Make((ushort Port, IpFamily Family, bool IsFromNode) of)
    {
        RuleAction action = of.IsFromNode ? RuleAction.Allow : RuleAction.Deny;
        var entries = new List<(TrafficSet Traffic, Decision Decision)>();
        Add("ipip", TrafficSet.ForProtocol(EncapsulatedPackets.IpInIp), EncapsulatedPackets.FamiliesOfIpip(model.IpPools));
        Add("vxlan", EncapsulatedPackets.Vxlan(of.Port), EncapsulatedPackets.FamiliesOfVxlan(model.IpPools));
        TrafficSet all = TrafficSet.Union(entries.Select(entry => entry.Traffic));
        return entries.Count == 0 ? null : new DecisionTable([.. entries, (all.Complement(), Decisions.NoVerdict)]);

        void Add(string kind, TrafficSet traffic, IpFamilies families)
        {
            if (families.HasFlag(of.Family.AsSet()))
            {
                entries.Add((traffic, Decisions.OfEncapsulated(EncapsulatedPackets.RuleFor(kind, traffic, action))));
            }
        }
    }
}
