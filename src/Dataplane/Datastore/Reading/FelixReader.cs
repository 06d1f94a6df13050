using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Model;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>
/// Reads those settings of FelixConfigurations that move packets; those that policies ask for too come from the model. As Felix
/// merges them: a node has its own where its FelixConfiguration gives one, else the cluster's.
/// </summary>
internal static class FelixReader
{
    public const string Everywhere = "default";
    private const string NodePrefix = "node.";
    private const int HighestVni = (1 << 24) - 1;

    /// <summary>The settings of the cluster and of the nodes that have their own.</summary>
    /// <param name="specs">What the FelixConfigurations say, by their names.</param>
    /// <param name="felix">What the model knows of them.</param>
    /// <param name="known">The settings as the model alone gives them.</param>
    public static CalicoSettings Merge(IReadOnlyDictionary<string, Fields> specs, FelixConfigurations felix, CalicoSettings known)
    {
        CalicoSettings everywhere = specs.TryGetValue(Everywhere, out Fields all) ? Read(all, known) : known;
        IEnumerable<string> nodes = specs.Keys
            .Where(name => name.StartsWith(NodePrefix, StringComparison.Ordinal))
            .Select(name => name[NodePrefix.Length..])
            .Union(known.ByNode.Keys, StringComparer.Ordinal);
        return everywhere with { ByNode = nodes.ToImmutableDictionary(node => node, OfNode, StringComparer.Ordinal) };

        CalicoSettings OfNode(string node)
        {
            CalicoSettings inherited = everywhere.With(felix.Of(node)) with { ByNode = ImmutableDictionary<string, CalicoSettings>.Empty };
            return specs.TryGetValue(NodePrefix + node, out Fields own) ? Read(own, inherited) : inherited;
        }
    }

    private static CalicoSettings Read(Fields spec, CalicoSettings known) => known with
    {
        VxlanVni = (int)(spec.Number("vxlanVNI", 0, HighestVni) ?? known.VxlanVni),
        FelixRoutes = ClusterRouteWords.Read(spec) ?? known.FelixRoutes,
        NatOutgoingAddress = spec.Address("natOutgoingAddress") ?? known.NatOutgoingAddress,
        NatPortRange = NatPorts(spec, known.NatPortRange),
        IpipMtu = Mtu(spec, "ipipMTU", known.IpipMtu),
        VxlanMtuV4 = Mtu(spec, "vxlanMTU", known.VxlanMtuV4),
        VxlanMtuV6 = Mtu(spec, "vxlanMTUV6", known.VxlanMtuV6),
        WireguardMtu = Mtu(spec, "wireguardMTU", known.WireguardMtu),
        WireguardMtuV6 = Mtu(spec, "wireguardMTUV6", known.WireguardMtuV6),
        WireguardEnabled = spec.Flag("wireguardEnabled") ?? known.WireguardEnabled,
        WireguardEnabledV6 = spec.Flag("wireguardEnabledV6") ?? known.WireguardEnabledV6,
        WireguardPort = Port(spec, "wireguardListeningPort", known.WireguardPort),
        WireguardPortV6 = Port(spec, "wireguardListeningPortV6", known.WireguardPortV6),
        WireguardEncryptsHosts = spec.Flag("wireguardHostEncryptionEnabled") ?? known.WireguardEncryptsHosts,
    };

    // Zero leaves the choice to Felix, on a node even where the cluster's settings made one.
    private static int? Mtu(Fields spec, string field, int? known) => spec.Number(field, 0, ushort.MaxValue) switch
    {
        null => known,
        0 => null,
        var mtu => (int)mtu,
    };

    // Port zero takes the range back that the cluster's settings have.
    private static PortRange? NatPorts(Fields spec, PortRange? known) => spec.Ports("natPortRange") switch
    {
        null => known,
        { Last: 0 } => null,
        var ports => ports,
    };

    private static ushort Port(Fields spec, string field, ushort known) => (ushort)(spec.Number(field, 1, ushort.MaxValue) ?? known);
}
