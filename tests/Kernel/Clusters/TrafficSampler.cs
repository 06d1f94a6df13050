using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>Packets at the edges of what rules of generated clusters speak of.</summary>
internal sealed class TrafficSampler(Dice dice)
{
    private const ushort OrdinaryPort = 30000;

    private static readonly Protocol[] s_protocols =
        [Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Tcp, Protocol.Udp, Protocol.Udp, Protocol.Udp, Protocol.Sctp, Protocol.Sctp];

    /// <summary>IP in IP, GRE, OSPF, and numbers for experiments. UDP-Lite is not among them: the kernel takes its checksums for wrong.</summary>
    private static readonly byte[] s_others = [4, 47, 89, 253, 254];

    /// <summary>Types that a connection can begin with, for all that the kernel can tell; and for IPv6 those it does not track.</summary>
    private static readonly byte[] s_types = [8, 8, 13, 17];
    private static readonly byte[] s_typesV6 = [128, 128, 139, 130, 134, 136];
    private static readonly byte[] s_codes = [0, 0, 1, 2, 254, 255];

    private static readonly ushort[] s_ports =
    [
        .. WorldBuilder.PortNumbers.SelectMany(number => (int[])[number - 1, number, number, number + 1, number + 400, number + 500, number + 501])
            .Where(number => number <= ushort.MaxValue).Select(number => (ushort)number),
        0, 1, 22, 179, 67, 68, 4789, 4789, 2379, 6443,
    ];

    /// <summary>Some kinds of packets, each once.</summary>
    public IEnumerable<TrafficPoint> Some(IpFamily family, int count)
    {
        var seen = new HashSet<TrafficPoint>();
        for (int index = 0; index < count; index++)
        {
            TrafficPoint traffic = One(family);
            if (seen.Add(traffic))
            {
                yield return traffic;
            }
        }
    }

    private TrafficPoint One(IpFamily family)
    {
        int kind = dice.Below(10);
        if (kind == 0)
        {
            return TrafficPoint.Other(new Protocol(dice.Pick(s_others)));
        }

        if (kind == 1)
        {
            return TrafficPoint.Icmp(family == IpFamily.V4 ? Protocol.Icmp : Protocol.IcmpV6, dice.Pick(family == IpFamily.V4 ? s_types : s_typesV6), dice.Pick(s_codes));
        }

        return TrafficPoint.Ports(dice.Pick(s_protocols), dice.Pick(s_ports), dice.Chance(50) ? dice.Pick(s_ports) : (ushort)(OrdinaryPort + dice.Below(OrdinaryPort)));
    }
}
