using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// What nodes make of encapsulated packets: of those that arrive they take each other's and drop the rest, where pools make them exchange
/// any; of those that pods send they drop what they are not set to let through.
/// </summary>
internal sealed class TunnelTables(FelixConfigurations felix, ImmutableArray<IpPool> pools, EnforcementProfile profile)
{
    private readonly ConcurrentDictionary<FelixConfiguration, DecisionTable?> _fromWorkloads = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<(ushort Port, IpFamily Family, bool IsFromNode), DecisionTable?> _tables = new();

    /// <summary>Decides about packets with which nodes could wrap others and leaves the rest open; null where there are none.</summary>
    public DecisionTable? Into(string node, IpFamily family, bool isFromNode) =>
        pools.IsEmpty || profile.LetsPodsEncapsulate ? null : _tables.GetOrAdd((felix.Of(node).VxlanPort, family, isFromNode), Make);

    /// <summary>Decides about packets that pods on a node may not send and leaves the rest open; null where there are none.</summary>
    public DecisionTable? FromWorkloads(string node) =>
        _fromWorkloads.GetOrAdd(felix.Of(node), static (configuration, profile) => EncapsulatedPackets.FromWorkloads(configuration, profile), profile);

    private DecisionTable? Make((ushort Port, IpFamily Family, bool IsFromNode) of)
    {
        RuleAction action = of.IsFromNode ? RuleAction.Allow : RuleAction.Deny;
        var entries = new List<(TrafficSet Traffic, Decision Decision)>();
        Add("ipip", TrafficSet.ForProtocol(EncapsulatedPackets.IpInIp), EncapsulatedPackets.FamiliesOfIpip(pools));
        Add("vxlan", EncapsulatedPackets.Vxlan(of.Port), EncapsulatedPackets.FamiliesOfVxlan(pools));
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
