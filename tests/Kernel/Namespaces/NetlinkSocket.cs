using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Namespaces;

/// <summary>A socket for orders to the kernel, each answered before the next.</summary>
internal sealed class NetlinkSocket : IDisposable
{
    public const int Routing = 0;
    public const int Filters = 12;

    private const int HeaderLength = 16;
    private const short Failure = 2;
    private const int NoSuchProcess = -3;
    private const int Exists = -17;

    private readonly SafeFileHandle _socket;
    private readonly byte[] _answer = new byte[8192];

    public NetlinkSocket(int protocol) =>
        _socket = Libc.Checked(Libc.Socket(Libc.Netlink, Libc.RawSocket | Libc.CloseOnExec, protocol), "netlink socket");

    /// <summary>Gives an order; one that is done already is done.</summary>
    public void Order(NetlinkMessage message)
    {
        Span<byte> text = message.Written();
        Libc.Checked(Libc.Write(_socket, ref MemoryMarshal.GetReference(text), text.Length), "netlink");
        nint length = Libc.Checked(Libc.Read(_socket, ref _answer[0], _answer.Length), "netlink");
        int error = length >= HeaderLength + sizeof(int) && BinaryPrimitives.ReadInt16LittleEndian(_answer.AsSpan(4)) == Failure
            ? BinaryPrimitives.ReadInt32LittleEndian(_answer.AsSpan(HeaderLength))
            : -1;
        if (error is not (0 or NoSuchProcess or Exists))
        {
            throw new IOException($"the kernel refuses netlink message {message.Type}: {Marshal.GetPInvokeErrorMessage(-error)}");
        }
    }

    public void Dispose() => _socket.Dispose();
}
