using System.Runtime.InteropServices;
using Kernel.Tests.Namespaces;
using Microsoft.Win32.SafeHandles;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>The processes of a stack: they send whole packets, and read what is for them.</summary>
internal sealed class StackSockets : IDisposable
{
    private const int WholePackets = 255;
    private const int Messages = 1;
    private const int MessagesV6 = 58;

    private readonly SafeFileHandle _sender = Raw(Libc.Inet, WholePackets);
    private readonly SafeFileHandle _senderV6 = Raw(Libc.Inet6, WholePackets);
    private readonly SafeFileHandle _messages = Raw(Libc.Inet, Messages);
    private readonly SafeFileHandle _messagesV6 = Raw(Libc.Inet6, MessagesV6);
    private readonly Dictionary<(IpFamily, ushort), SafeFileHandle> _ports = [];
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Sends a packet; one that the kernel does not even take is one that goes nowhere.</summary>
    public void Send(ReadOnlySpan<byte> packet, IpAddress destination)
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        uint length = SocketName.Write(name, destination, 0);
        Libc.SendTo(
            destination.Family == IpFamily.V4 ? _sender : _senderV6, ref MemoryMarshal.GetReference(packet), packet.Length, 0, ref MemoryMarshal.GetReference(name), length);
    }

    /// <summary>Waits at a UDP port from now on; the thread is in the namespace.</summary>
    public void Listen(IpFamily family, ushort port)
    {
        if (!_ports.ContainsKey((family, port)))
        {
            SafeFileHandle socket = Datagrams(family);
            Span<byte> name = stackalloc byte[SocketName.MaxLength];
            uint length = SocketName.Write(name, family == IpFamily.V4 ? IpAddress.V4(0) : IpAddress.V6(UInt128.Zero), port);
            Libc.Checked(Libc.Bind(socket, ref MemoryMarshal.GetReference(name), length), $"bind {port}");
            _ports.Add((family, port), socket);
        }
    }

    /// <summary>Takes all that was delivered: what the process reads, whom it takes that to be from, and whether it is a message about a packet.</summary>
    public void Read(Action<ReadOnlyMemory<byte>, IpAddress, bool> take)
    {
        const int header = 20;
        ReadAll(_messages, (bytes, from) => take(bytes, from, bytes.Span[header] is 3 or 11));
        ReadAll(_messagesV6, (bytes, from) => take(bytes, from, bytes.Span[0] < 128));
        foreach (SafeFileHandle port in _ports.Values)
        {
            ReadAll(port, (bytes, from) => take(bytes, from, false));
        }
    }

    /// <summary>The source that the kernel gives what a process of it sends; null where it sends nothing. The thread is in the namespace.</summary>
    public static IpAddress? SourceTowards(IpAddress destination)
    {
        using SafeFileHandle socket = Datagrams(destination.Family);
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        uint length = SocketName.Write(name, destination, 9);
        if (Libc.Connect(socket, ref MemoryMarshal.GetReference(name), length) < 0)
        {
            return null;
        }

        length = SocketName.MaxLength;
        Libc.Checked(Libc.OwnName(socket, ref MemoryMarshal.GetReference(name), ref length), "getsockname");
        return SocketName.AddressOf(name);
    }

    public void Dispose()
    {
        foreach (SafeFileHandle socket in (IEnumerable<SafeFileHandle>)[_sender, _senderV6, _messages, _messagesV6, .. _ports.Values])
        {
            socket.Dispose();
        }
    }

    private void ReadAll(SafeFileHandle socket, Action<ReadOnlyMemory<byte>, IpAddress> take)
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        uint nameLength = SocketName.MaxLength;
        while (Libc.ReceiveFrom(socket, ref _buffer[0], _buffer.Length, 0, ref MemoryMarshal.GetReference(name), ref nameLength) is > 0 and var length)
        {
            take(_buffer.AsMemory(0, (int)length), SocketName.AddressOf(name));
            nameLength = SocketName.MaxLength;
        }
    }

    private static SafeFileHandle Raw(int family, int protocol) =>
        Libc.Checked(Libc.Socket(family, Libc.RawSocket | Libc.NonBlocking | Libc.CloseOnExec, protocol), "raw socket");

    private static SafeFileHandle Datagrams(IpFamily family) =>
        Libc.Checked(Libc.Socket(family == IpFamily.V4 ? Libc.Inet : Libc.Inet6, Libc.DatagramSocket | Libc.NonBlocking | Libc.CloseOnExec, 0), "UDP socket");
}
