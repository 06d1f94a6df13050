using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Kernel.Tests.Namespaces;
using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Fabric;

/// <summary>Sees every frame that devices of a namespace send and receive.</summary>
internal sealed class CaptureSocket : IDisposable
{
    private const short EveryProtocol = 0x0300;
    private const byte Outgoing = 4;
    private const int NameLength = 20;

    private readonly SafeFileHandle _socket = Libc.Checked(
        Libc.Socket(Libc.PacketFamily, Libc.RawSocket | Libc.NonBlocking | Libc.CloseOnExec, EveryProtocol), "packet socket");

    private readonly byte[] _buffer = new byte[4096];

    public CaptureSocket() => Time();

    /// <summary>The next frame; null where there is none.</summary>
    public CapturedFrame? Next()
    {
        Span<byte> name = stackalloc byte[NameLength];
        uint length = NameLength;
        nint read = Libc.ReceiveFrom(_socket, ref _buffer[0], _buffer.Length, 0, ref MemoryMarshal.GetReference(name), ref length);
        return read <= 0 ? null : new CapturedFrame(Time(), BinaryPrimitives.ReadInt32LittleEndian(name[4..]), name[10] == Outgoing, _buffer.AsMemory(0, (int)read));
    }

    public void Dispose() => _socket.Dispose();

    private long Time()
    {
        Span<byte> time = stackalloc byte[16];
        Libc.Control(_socket, Libc.GetTimestamp, ref MemoryMarshal.GetReference(time));
        return (BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000) + BinaryPrimitives.ReadInt64LittleEndian(time[8..]);
    }
}

/// <summary>A frame at a device.</summary>
/// <param name="Time">When it was there, in nanoseconds.</param>
/// <param name="Device">The number of the device.</param>
/// <param name="IsOutgoing">Whether the device sends it.</param>
/// <param name="Bytes">The frame; they are good until the next is taken.</param>
internal readonly record struct CapturedFrame(long Time, int Device, bool IsOutgoing, ReadOnlyMemory<byte> Bytes);
