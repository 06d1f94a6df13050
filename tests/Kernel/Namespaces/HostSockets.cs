using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Namespaces;

/// <summary>
/// The node itself: raw sockets, which send past all but the rules for what the node sends, and get a copy of each packet that
/// the rules for what it receives let through.
/// </summary>
internal sealed class HostSockets : IPort, IDisposable
{
    private const int AnyProtocol = 255;
    private const int AddressLength = 28;

    private readonly Dictionary<(int Family, byte Protocol), SafeFileHandle> _sockets = [];
    private bool _isV6;

    public string Name => "the node";

    /// <summary>Makes ready for packets of a family and protocol.</summary>
    public void Open(bool isV6, byte protocol)
    {
        _isV6 = isV6;
        Socket(protocol);
    }

    public void Send(Span<byte> packet)
    {
        bool isV6 = packet[0] >> 4 == 6;
        _isV6 = isV6;
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        MemoryMarshal.Write(address, (short)(isV6 ? Libc.Inet6 : Libc.Inet));
        (isV6 ? packet.Slice(24, 16) : packet.Slice(16, 4)).CopyTo(address[(isV6 ? 8 : 4)..]);

        // A packet that the rules drop is an error to its sender.
        Libc.SendTo(Socket(AnyProtocol), ref MemoryMarshal.GetReference(packet), packet.Length, 0, ref MemoryMarshal.GetReference(address), isV6 ? (uint)AddressLength : 16);
    }

    public int Receive(Span<byte> buffer, in byte protocol) =>
        (int)Math.Max(0, Libc.Read(Socket(protocol), ref MemoryMarshal.GetReference(buffer), buffer.Length));

    public void Dispose()
    {
        foreach (SafeFileHandle socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    /// <summary>That of protocol 255 takes packets with their headers.</summary>
    private SafeFileHandle Socket(byte protocol)
    {
        int family = _isV6 ? Libc.Inet6 : Libc.Inet;
        if (!_sockets.TryGetValue((family, protocol), out SafeFileHandle? socket))
        {
            socket = Libc.Checked(Libc.Socket(family, Libc.RawSocket | Libc.NonBlocking | Libc.CloseOnExec, protocol), "raw socket");
            _sockets.Add((family, protocol), socket);
        }

        return socket;
    }
}
