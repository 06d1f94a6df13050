using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Kernel.Tests.Packets;
using PolicyEngine.Sets;

namespace Kernel.Tests.Namespaces;

/// <summary>Addresses and ports as calls for sockets take them.</summary>
internal static class SocketName
{
    public const int MaxLength = 28;

    /// <summary>Writes one; its length.</summary>
    public static uint Write(Span<byte> name, IpAddress address, ushort port)
    {
        bool isV6 = address.Family == IpFamily.V6;
        name.Clear();
        MemoryMarshal.Write(name, (short)(isV6 ? Libc.Inet6 : Libc.Inet));
        BinaryPrimitives.WriteUInt16BigEndian(name[2..], port);
        AddressBytes.Write(name[(isV6 ? 8 : 4)..], address);
        return isV6 ? (uint)MaxLength : 16;
    }

    /// <summary>The address of one.</summary>
    public static IpAddress AddressOf(ReadOnlySpan<byte> name) =>
        AddressBytes.Read(MemoryMarshal.Read<short>(name) == Libc.Inet6 ? name.Slice(8, 16) : name.Slice(4, 4));
}
