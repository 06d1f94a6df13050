using System.Collections.Immutable;

namespace PolicyEngine.Model;

/// <summary>The settings of Calico's agents, by node.</summary>
public sealed class FelixConfigurations
{
    private readonly ImmutableDictionary<string, FelixConfiguration> _byNode;

    internal FelixConfigurations(FelixConfiguration everywhere, ImmutableDictionary<string, FelixConfiguration> byNode)
    {
        Everywhere = everywhere;
        _byNode = byNode;
        VxlanPorts = [.. byNode.Values.Prepend(everywhere).Select(felix => felix.VxlanPort).Distinct()];
    }

    /// <summary>The settings of nodes that have none of their own.</summary>
    public FelixConfiguration Everywhere { get; }

    /// <summary>Whether nothing is configured, so that all nodes are alike.</summary>
    internal bool IsDefault => _byNode.IsEmpty && ReferenceEquals(Everywhere, FelixConfiguration.Default);

    /// <summary>The UDP ports at which nodes take packets for VXLAN's.</summary>
    internal ImmutableArray<ushort> VxlanPorts { get; }

    /// <summary>Whether any node takes packets to this UDP port for VXLAN's.</summary>
    internal bool IsVxlanPort(ushort port) => VxlanPorts.Contains(port);

    /// <summary>The settings of a node.</summary>
    public FelixConfiguration Of(string node) => _byNode.IsEmpty ? Everywhere : _byNode.GetValueOrDefault(node, Everywhere);

    internal static FelixConfigurations None { get; } = new(FelixConfiguration.Default, ImmutableDictionary<string, FelixConfiguration>.Empty);
}
