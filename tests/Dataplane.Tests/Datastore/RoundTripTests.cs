using System.Collections.Immutable;
using Dataplane.Tests.Worlds;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Datastore;

/// <summary>What is written is read as it was.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void A_cluster_and_its_addresses_that_are_written_are_read_as_they_were() =>
        TestKit.Property.Holds(Arb.From(from plan in Plan.Any.Generator from trait in Gen.Choose(0, 15) select (plan, trait)), given =>
        {
            World world = new(given.plan);
            ClusterNetwork cluster = Adorned(world.Cluster, given.trait);
            StoredIpam ipam = Adorned(world.Ipam, given.trait);

            DatastoreView read = Dump.Read(DatastoreWriter.Write(cluster, ipam));

            Assert.Empty(read.Diagnostics);
            Assert.Equal(cluster.Nodes.Select(TextOf), read.Told.Nodes.Select(TextOf), StringComparer.Ordinal);
            Assert.Equal(cluster.Pools.AsEnumerable(), read.Told.Pools.AsEnumerable());
            Assert.Equal(cluster.Pods.Select(TextOf).Order(StringComparer.Ordinal), read.Told.Pods.Select(TextOf).Order(StringComparer.Ordinal));
            Assert.Equal(cluster.BgpPeers.OrderBy(peer => peer.Name, StringComparer.Ordinal), read.Told.BgpPeers.AsEnumerable());
            Assert.Equal(TextOf(cluster.Bgp), TextOf(read.Told.Bgp));
            Assert.Equal(cluster.Blocks.Select(TextOf), read.Told.Blocks.Select(TextOf), StringComparer.Ordinal);
            Assert.Equal(ipam.Blocks.Select(TextOf), read.Ipam.Blocks.Select(TextOf), StringComparer.Ordinal);
            Assert.Equal(ipam.Affinities.AsEnumerable(), read.Ipam.Affinities.AsEnumerable());
            Assert.Equal(ipam.Handles.Select(TextOf), read.Ipam.Handles.Select(TextOf), StringComparer.Ordinal);
            Assert.Equal(ipam.Reserved.AsEnumerable(), read.Ipam.Reserved.AsEnumerable());
            Assert.Equal(ipam.Config, read.Ipam.Config);
        });

    [Fact]
    public void Settings_of_the_cluster_and_of_its_nodes_that_are_written_are_read_as_they_were() =>
        TestKit.Property.Holds(Arb.From(from everywhere in Gen.Choose(0, 255) from node in Gen.Choose(0, 255) from plan in Plan.Any.Generator select (everywhere, node, plan)), given =>
        {
            World world = new(given.plan);
            string name = world.Cluster.Nodes[0].Name;
            CalicoSettings settings = Settings(given.everywhere) with { ByNode = ImmutableDictionary<string, CalicoSettings>.Empty.Add(name, Settings(given.node)) };

            CalicoSettings read = Dump.Read(DatastoreWriter.Write(world.Cluster, world.Ipam, settings)).Settings;

            Assert.Equal(settings with { ByNode = read.ByNode }, read);
            // What the cluster sets, a node can replace but not take away.
            CalicoSettings own = Settings(given.node);
            Assert.Equal(
                own with
                {
                    NatOutgoingAddress = own.NatOutgoingAddress ?? settings.NatOutgoingAddress,
                    ExternalNodes = own.ExternalNodes.IsEmpty ? settings.ExternalNodes : own.ExternalNodes,
                },
                read.For(name) with { ByNode = ImmutableDictionary<string, CalicoSettings>.Empty });
        });

    /// <summary>Each bit of the trait gives something that is not usual.</summary>
    private static CalicoSettings Settings(int trait) => new()
    {
        BirdRoutes = CalicoSettings.Default.BirdRoutes,
        Ipv6Support = (trait & 1) == 0,
        VxlanVni = (trait & 2) == 0 ? 4096 : 7,
        VxlanPort = (ushort)((trait & 2) == 0 ? 4789 : 4790),
        FelixRoutes = (trait & 4) == 0 ? ClusterRoutes.Ipip : ClusterRoutes.Both,
        NatOutgoingExcludesHosts = (trait & 8) != 0,
        NatOutgoingAddress = (trait & 16) == 0 ? null : Address("192.0.2.9"),
        NatPortRange = (trait & 16) == 0 ? null : new PortRange(1000, 2000),
        ExternalNodes = (trait & 32) == 0 ? AddressSet.Empty : AddressSet.FromPrefixes([World.Prefix("203.0.113.0/24"), World.Prefix("2001:db8::/32")]),
        IpipMtu = (trait & 64) == 0 ? null : 1400,
        VxlanMtuV4 = (trait & 64) == 0 ? null : 1410,
        VxlanMtuV6 = (trait & 64) == 0 ? null : 1420,
        WireguardMtu = (trait & 64) == 0 ? null : 1430,
        WireguardMtuV6 = (trait & 64) == 0 ? null : 1440,
        WireguardEnabled = (trait & 128) != 0,
        WireguardEnabledV6 = (trait & 128) != 0,
        WireguardPort = (ushort)((trait & 128) == 0 ? 51820 : 51900),
        WireguardPortV6 = (ushort)((trait & 128) == 0 ? 51821 : 51901),
        WireguardEncryptsHosts = (trait & 128) != 0,
    };

    /// <summary>A cluster with what worlds do not have; each bit of the trait gives something.</summary>
    private static ClusterNetwork Adorned(ClusterNetwork cluster, int trait) => cluster with
    {
        Nodes = (trait & 1) == 0 ? cluster.Nodes : [.. cluster.Nodes.Select((node, number) => node with
        {
            Labels = LabelSet.Create([KeyValuePair.Create("zone", $"{number}")]),
            AsNumber = 64512 + (uint)number,
            RouteReflectorClusterId = Address("244.0.0.1"),
            VtepMacV4 = new MacAddress((ulong)number + 0x0200_0000_0000),
            VtepMacV6 = new MacAddress((ulong)number + 0x0200_0001_0000),
            WireguardTunnelV4 = Address("10.9.0.1"),
            WireguardTunnelV6 = Address("fd09::1"),
            WireguardKeyV4 = "abc+/=",
            WireguardKeyV6 = "no",
            InternalAddresses = [Address("192.168.0.1"), Address("fd00::1")],
            PodCidrs = [World.Prefix("10.1.0.0/24")],
            Annotations = node.Annotations.Add("flannel.alpha.coreos.com/backend-data", """{"VtepMAC":"82:4b:b6:2f:54:4e"}"""),
        })],
        BgpPeers = (trait & 2) == 0 ? [] :
        [
            new BgpPeer("reflectors") { NodeSelector = Selector.All, PeerSelector = Selector.Parse("reflector == 'yes'"), NumAllowedLocalAsNumbers = 1 },
            new BgpPeer("rack")
            {
                Node = "node-0",
                PeerIp = Address("fd00::9"),
                PeerPort = 1790,
                AsNumber = 4200000000,
                KeepOriginalNextHop = true,
                NextHopMode = NextHopMode.Keep,
                TtlSecurityHops = 3,
                MaxRestartTime = TimeSpan.FromSeconds(90),
                KeepaliveTime = TimeSpan.FromMinutes(2),
                SourceAddress = BgpSourceAddress.None,
                ReachableBy = Address("192.168.0.254"),
                LocalAs = 65001,
            },
        ],
        Bgp = (trait & 4) == 0 ? cluster.Bgp : new BgpConfiguration
        {
            NodeToNodeMeshEnabled = false,
            AsNumber = 64999,
            ServiceClusterIps = [World.Prefix("10.96.0.0/12")],
            ServiceExternalIps = [World.Prefix("203.0.113.0/24")],
            ServiceLoadBalancerIps = [World.Prefix("198.51.100.0/24")],
            ProgramClusterRoutes = ClusterRoutes.Both,
        },
        Pools = (trait & 8) == 0 ? cluster.Pools : [.. cluster.Pools.Select(pool => pool with
        {
            NodeSelector = Selector.Parse("zone == 'a'"),
            NamespaceSelector = Selector.HasLabel("team"),
            AllowedUses = AddressUses.Workload,
            AssignmentMode = AssignmentMode.Manual,
            Disabled = true,
            DisableBgpExport = true,
        })],
    };

    private static StoredIpam Adorned(StoredIpam ipam, int trait) => (trait & 1) == 0 ? ipam : ipam with
    {
        Config = new IpamConfig { StrictAffinity = true, AutoAllocateBlocks = false, MaxBlocksPerHost = 4, Cooldown = TimeSpan.FromSeconds(30) },
        Reserved = [World.Prefix("10.244.0.0/30")],
        Affinities = [.. ipam.Blocks.OrderBy(block => $"{block.Owner} {block.Cidr}", StringComparer.Ordinal).Select((block, number) => new StoredAffinity(block.Owner!, block.Cidr, (AffinityState)(number % 4)))],
        Blocks = [.. ipam.Blocks.Select(block => block with { Allocations = [.. block.Allocations.Select((held, ordinal) => Adorned(held, ordinal))] })],
    };

    private static StoredAllocation? Adorned(StoredAllocation? held, int ordinal) => (held, ordinal % 3) switch
    {
        (null, _) or (_, 0) => held,
        (_, 1) => held with { Attributes = held.Attributes with { Namespace = "n", Pod = $"p-{ordinal}" } },
        _ => held with { Attributes = held.Attributes with { Tunnel = (TunnelKind)(ordinal % 5) } },
    };

    private static string TextOf(ClusterNode node) =>
        $"{node with { InternalAddresses = [], PodCidrs = [] }} {string.Join(' ', node.InternalAddresses)} {string.Join(' ', node.PodCidrs)} {string.Join(' ', node.Annotations)}";

    private static string TextOf(ClusterPod pod) => $"{pod.Stack} on {pod.Node} at {pod.InterfaceName} {string.Join(' ', pod.Addresses)}";

    private static string TextOf(ClusterBlock block) => $"{block.Cidr} of {block.Node}: {string.Join(' ', block.Holders)}";

    private static string TextOf(StoredBlock block) => $"{block.Cidr} of {block.Owner}: {string.Join(' ', block.Allocations)} free {string.Join(' ', block.Free)}";

    private static string TextOf(StoredHandle handle) => $"{handle.Handle}: {string.Join(' ', handle.Counts.OrderBy(count => count.Key.First))}";

    private static string TextOf(BgpConfiguration bgp) =>
        $"{bgp.NodeToNodeMeshEnabled} {bgp.AsNumber} {bgp.ProgramClusterRoutes} {string.Join(' ', bgp.ServiceClusterIps)} {string.Join(' ', bgp.ServiceExternalIps)} {string.Join(' ', bgp.ServiceLoadBalancerIps)}";

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
