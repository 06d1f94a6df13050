using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>
/// Sends packets through a node and tells which come out. Nearly always a packet is out when it is sent; only where the other
/// processor is just at the same device it may take a moment, so one that should come out is waited for.
/// </summary>
internal sealed class Prober(NodeLab lab)
{
    private const int Patience = 1000;

    private readonly byte[] _sent = new byte[256];
    private readonly byte[] _received = new byte[2048];
    private int _length;

    /// <summary>How many packets were sent.</summary>
    public int Packets { get; private set; }

    /// <summary>Whether a packet comes out where it should.</summary>
    public bool Passes(IpAddress source, IpAddress destination, TrafficPoint traffic, PacketKind kind, bool isExpected) =>
        Passes(new TestPacket(source, destination, traffic, Next()) { Kind = kind }, lab.Entry(source, destination), lab.Exit(destination), isExpected);

    /// <summary>
    /// Whether the answer to the packet that just came out comes out at the other side; null where it has none, or where the
    /// node itself has answered.
    /// </summary>
    public bool? AnswerPasses(IpAddress source, IpAddress destination)
    {
        IPort from = lab.Exit(destination);
        IPort to = lab.Exit(source);
        return from is HostSockets || to is HostSockets || PacketReader.ReplyTo(_received.AsSpan(0, _length), Next()) is not { } reply
            ? null
            : Passes(reply, from, to, isExpected: true);
    }

    private bool Passes(in TestPacket packet, IPort from, IPort to, bool isExpected)
    {
        byte protocol = packet.Traffic.Protocol.Number;
        (to as HostSockets)?.Open(packet.IsV6, protocol);
        from.Send(_sent.AsSpan(0, PacketWriter.Write(_sent, packet)));
        if (Arrives(packet, to))
        {
            return true;
        }

        for (int tries = isExpected ? Patience : 0; tries > 0; tries--)
        {
            Thread.Sleep(1);
            if (Arrives(packet, to))
            {
                return true;
            }
        }

        return false;
    }

    private uint Next()
    {
        Packets++;
        return lab.NextNumber();
    }

    private bool Arrives(in TestPacket packet, IPort at)
    {
        while ((_length = at.Receive(_received, packet.Traffic.Protocol.Number)) > 0)
        {
            if (PacketReader.NumberOf(_received.AsSpan(0, _length)) == packet.Number)
            {
                return true;
            }
        }

        return false;
    }
}
