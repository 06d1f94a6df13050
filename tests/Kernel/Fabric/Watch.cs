using System.Buffers.Binary;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;

namespace Kernel.Tests.Fabric;

/// <summary>Collects what devices of a laboratory see of one packet, and of messages about it.</summary>
/// <param name="lab">The laboratory.</param>
/// <param name="reader">What reads frames.</param>
/// <param name="mark">What the packet is known by.</param>
internal sealed class Watch(FabricLab lab, FrameReader reader, byte[] mark)
{
    private static readonly byte[] s_magic = [0x9e, 0x37, 0x79, 0xb9];

    private readonly List<Glimpse> _frames = [];
    private readonly List<string> _read = [];
    private readonly List<string> _answersRead = [];

    /// <summary>A mark by which nothing else is known.</summary>
    public static byte[] MarkOf(uint number)
    {
        byte[] mark = [.. s_magic, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(mark.AsSpan(4), number);
        return mark;
    }

    /// <summary>Whether devices still see packets of before, so that more became of one than it was compared with.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>What there is of the packet, in the order of time.</summary>
    public IReadOnlyList<string> Way => [.. Lines(isAnswer: false), .. _read];

    /// <summary>What there is of messages about it.</summary>
    public IReadOnlyList<string> AnswerWay => [.. Lines(isAnswer: true), .. _answersRead];

    /// <summary>Takes all that was seen since.</summary>
    public void Look()
    {
        foreach (StackSite site in lab.Sites)
        {
            while (site.NextFrame() is { } captured)
            {
                Take(site, captured);
            }

            site.Sockets.Read((bytes, from, isAnswer) =>
            {
                // With IPv6 a stack tells its own process what it could not send.
                bool isOwn = isAnswer && site.Stack.Owns(from);
                if (!isOwn && bytes.Span.IndexOf(mark) >= 0)
                {
                    (isAnswer ? _answersRead : _read).Add(Itinerary.Read(site.Stack.Name, from));
                }
            });
        }
    }

    private void Take(StackSite site, CapturedFrame captured)
    {
        ReadOnlySpan<byte> bytes = captured.Bytes.Span;
        if (bytes.IndexOf(s_magic) < 0 || site.DeviceAt(captured.Device) is not { } device || reader.Read(bytes) is not { } frame)
        {
            return;
        }

        if (bytes.IndexOf(mark) < 0)
        {
            HasOthers = true;
            return;
        }

        _frames.Add(new Glimpse(captured.Time, site.Stack, device, captured.IsOutgoing, frame, captured.Bytes.Length));
    }

    /// <summary>Later pieces are known by their place alone: what is seen of them shares its headers with what sends them on.</summary>
    private IEnumerable<string> Lines(bool isAnswer) =>
        from seen in _frames.OrderBy(seen => seen.Time)
        where !seen.Frame.IsLaterPiece && IsAnswer(seen.Frame.Packet) == isAnswer
        group seen by (seen.Stack.Name, seen.Device, seen.IsOutgoing, seen.Frame.Source, seen.Frame.Destination, seen.Frame.Packet.TimeToLive) into same
        let first = same.First()
        select new Sighting(first.Stack, first.Device, first.IsOutgoing, first.Frame.Source, first.Frame.Destination, first.Frame.Packet)
        {
            Lengths = [.. same.Concat(_frames.Where(seen => seen.IsLaterPieceOf(first))).Select(seen => seen.Length)],
        }.ToString();

    private static bool IsAnswer(Packet packet) => packet.About is not null || (packet.Inner is { } inner && IsAnswer(inner.Packet));

    private sealed record Glimpse(long Time, NetworkStack Stack, string Device, bool IsOutgoing, ReadFrame Frame, int Length)
    {
        public bool IsLaterPieceOf(Glimpse first) =>
            Frame.IsLaterPiece && Stack == first.Stack && Device == first.Device && IsOutgoing == first.IsOutgoing && Frame.Packet.Source == first.Frame.Packet.Source;
    }
}
