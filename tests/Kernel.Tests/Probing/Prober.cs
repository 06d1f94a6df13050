using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>Sends packets through a node and tells which come out.</summary>
internal sealed class Prober(NodeLab lab)
{
    private readonly byte[] _sent = new byte[256];
    private readonly byte[] _received = new byte[2048];
    private int _length;
    private uint _number;

    /// <summary>How many packets were sent.</summary>
    public uint Packets => _number;

    /// <summary>Whether a packet comes out where it should.</summary>
    public bool Passes(IpAddress source, IpAddress destination, TrafficPoint traffic, PacketKind kind = PacketKind.First) =>
        Passes(new TestPacket(source, destination, traffic, ++_number) { Kind = kind }, lab.Entry(source, destination), lab.Exit(destination));

    /// <summary>
    /// Whether the answer to the packet that just came out comes out at the other side; null where it has none, or where the
    /// node itself has answered.
    /// </summary>
    public bool? AnswerPasses(IpAddress source, IpAddress destination)
    {
        IPort from = lab.Exit(destination);
        IPort to = lab.Exit(source);
        return from is HostSockets || to is HostSockets || PacketReader.ReplyTo(_received.AsSpan(0, _length), ++_number) is not { } reply
            ? null
            : Passes(reply, from, to);
    }

    private bool Passes(in TestPacket packet, IPort from, IPort to)
    {
        byte protocol = packet.Traffic.Protocol.Number;
        (to as HostSockets)?.Open(packet.IsV6, protocol);
        from.Send(_sent.AsSpan(0, PacketWriter.Write(_sent, packet)));
        while ((_length = to.Receive(_received, protocol)) > 0)
        {
            if (PacketReader.NumberOf(_received.AsSpan(0, _length)) == packet.Number)
            {
                return true;
            }
        }

        return false;
    }
}
