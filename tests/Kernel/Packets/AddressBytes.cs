using System.Buffers.Binary;
using PolicyEngine.Sets;

namespace Kernel.Tests.Packets;

/// <summary>Addresses as packets have them.</summary>
internal static class AddressBytes
{
    public static void Write(Span<byte> bytes, IpAddress address)
    {
        if (address.Family == IpFamily.V4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)address.Value.Low);
            return;
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, address.Value.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], address.Value.Low);
    }

    public static IpAddress Read(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : IpAddress.V6(new AddressBits(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])));
}
