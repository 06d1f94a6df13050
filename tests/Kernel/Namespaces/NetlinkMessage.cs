using System.Buffers.Binary;
using System.Text;

namespace Kernel.Tests.Namespaces;

/// <summary>An order to the kernel: a header, a fixed part and attributes.</summary>
internal sealed class NetlinkMessage
{
    private const short Request = 1;
    private const short Acknowledge = 4;
    private const int HeaderLength = 16;

    private readonly byte[] _bytes = new byte[512];
    private int _length = HeaderLength;

    public NetlinkMessage(short type, short flags, ReadOnlySpan<byte> fixedPart)
    {
        Type = type;
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(4), type);
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(6), (short)(Request | Acknowledge | flags));
        fixedPart.CopyTo(_bytes.AsSpan(_length));
        _length += fixedPart.Length;
    }

    public short Type { get; }

    public NetlinkMessage With(short attribute, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(_length), (short)(4 + value.Length));
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(_length + 2), attribute);
        value.CopyTo(_bytes.AsSpan(_length + 4));
        _length += 4 + ((value.Length + 3) & ~3);
        return this;
    }

    public NetlinkMessage With(short attribute, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return With(attribute, bytes);
    }

    /// <summary>A text with a zero behind it.</summary>
    public NetlinkMessage With(short attribute, string value) => With(attribute, Encoding.ASCII.GetBytes(value + '\0'));

    /// <summary>An attribute made of a fixed part and attributes.</summary>
    public NetlinkMessage With(short attribute, ReadOnlySpan<byte> fixedPart, Action<NetlinkMessage> fill)
    {
        int start = _length;
        With(attribute, fixedPart);
        fill(this);
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(start), (short)(_length - start));
        return this;
    }

    public Span<byte> Written()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length);
        return _bytes.AsSpan(0, _length);
    }
}
