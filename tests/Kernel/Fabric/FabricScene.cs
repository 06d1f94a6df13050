using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>A network in the model and in the kernel, through which the same packets are sent.</summary>
internal sealed class FabricScene
{
    private readonly PodNetwork _network;
    private readonly FabricComparison _comparison;

    private FabricScene(PodNetwork network, FabricLab lab) => (_network, _comparison) = (network, new FabricComparison(network, lab));

    /// <summary>How many packets were sent.</summary>
    public uint Sent => _comparison.Sent;

    /// <summary>Builds Calico's network and plays the scene in it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="play">The scene.</param>
    /// <param name="settings">The settings of its agents.</param>
    /// <param name="alter">What the network becomes before it is built; null leaves it.</param>
    public static void Play(ClusterNetwork cluster, Action<FabricScene> play, CalicoSettings? settings = null, Func<PodNetwork, PodNetwork>? alter = null)
    {
        CalicoSettings known = settings ?? CalicoSettings.Default;
        PodNetwork network = new CalicoNetwork(cluster, known, OpenFilter.Instance);
        network = alter?.Invoke(network) ?? network;
        Play(network, NamesOf(cluster), play, lab => Load(lab, cluster, known));
    }

    /// <summary>Builds a network and plays the scene in it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stacks">The names of its stacks.</param>
    /// <param name="play">The scene.</param>
    /// <param name="arrange">What else is done with the laboratory before.</param>
    public static void Play(PodNetwork network, IEnumerable<string> stacks, Action<FabricScene> play, Action<FabricLab>? arrange = null) => NetworkThread.Run(() =>
    {
        using var lab = new FabricLab(network, stacks);
        arrange?.Invoke(lab);
        play(new FabricScene(network, lab));
        return 0;
    });

    /// <summary>Sends a packet; both agree on its way.</summary>
    public PacketTrace Send(string from, Packet packet) => Send(new PacketWalk(_network), from, packet, null);

    /// <summary>Sends a packet from whoever has its source.</summary>
    public PacketTrace Send(Packet packet) => Send(_network.StackWith(packet.Source), packet);

    /// <summary>Sends a packet and, where it arrives, the answer to it; both agree on the ways.</summary>
    public (PacketTrace There, PacketTrace? Back) Exchange(string from, Packet packet)
    {
        var walk = new PacketWalk(_network);
        ushort conversation = (ushort)(_comparison.Sent + 1);
        PacketTrace there = Send(walk, from, packet, null);
        if (!there.IsDelivered)
        {
            return (there, null);
        }

        ConnectionTuple back = ConnectionTuple.Of(there.Packet).Reverse;
        var reply = new Packet(back.Source, back.Destination, back.Traffic) { Length = there.Packet.Length, DontFragment = there.Packet.DontFragment };
        return (there, Send(walk, there.Stack, reply, conversation));
    }

    /// <summary>As the other, from whoever has the source.</summary>
    public (PacketTrace There, PacketTrace? Back) Exchange(Packet packet) => Exchange(_network.StackWith(packet.Source), packet);

    /// <summary>The source that a stack sends to a destination from; both agree on it.</summary>
    public IpAddress? SourceTowards(string from, IpAddress destination)
    {
        Agree(_comparison.SourceDifference(from, destination));
        return _network.SourceTowards(from, destination);
    }

    private PacketTrace Send(PacketWalk walk, string from, Packet packet, ushort? conversation)
    {
        PacketTrace walked = walk.Send(from, packet);
        Agree(_comparison.Difference(walked, from, packet, conversation));
        return walked;
    }

    private static void Agree(string? difference)
    {
        if (difference is not null)
        {
            Assert.Fail(difference);
        }
    }

    private static IEnumerable<string> NamesOf(ClusterNetwork cluster) =>
        [.. cluster.Nodes.Select(node => node.Name), .. cluster.Pods.Select(pod => pod.Stack), PodNetwork.Router, PodNetwork.Outside];

    private static void Load(FabricLab lab, ClusterNetwork cluster, CalicoSettings settings)
    {
        foreach (ClusterNode node in cluster.Nodes)
        {
            foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            {
                if (node.Address(family) is not null)
                {
                    lab.Inside(node.Name, site => Tool.Run(
                        family == IpFamily.V4 ? "iptables-legacy-restore" : "ip6tables-legacy-restore", new NodeRuleText(cluster, settings, site.Stack, family).ToString(), "-w"));
                }
            }
        }
    }
}
