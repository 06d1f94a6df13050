using System.Diagnostics;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Sends what the model walks through a laboratory as well, and compares what devices see.</summary>
internal sealed class FabricComparison
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly PodNetwork _network;
    private readonly FabricLab _lab;
    private readonly FrameReader _reader;
    private uint _number;

    public FabricComparison(PodNetwork network, FabricLab lab)
    {
        (_network, _lab) = (network, lab);
        _reader = new FrameReader(lab.Sites.SelectMany(site => site.Stack.Devices).OfType<VxlanDevice>().Select(device => device.Port).ToHashSet());
    }

    /// <summary>How many packets were sent.</summary>
    public uint Sent => _number;

    /// <summary>How the kernel's way of a packet differs from that of the model; null where it does not.</summary>
    public string? Difference(PacketTrace walked, string from, Packet packet, ushort? conversation = null)
    {
        byte[] mark = Watch.MarkOf(++_number);
        Listen(from, packet.Source.Family, packet.Traffic.Minor, packet);
        if (walked.End == WalkEnd.Delivered)
        {
            Listen(walked.Stack, walked.Packet.Source.Family, walked.Packet.Traffic.Major, walked.Packet);
        }

        IReadOnlyList<string> way = Itinerary.Of(_network, walked);
        IReadOnlyList<string> answer = Itinerary.Of(_network, walked.Answer);
        var watch = new Watch(_lab, _reader, mark);
        _lab.Site(from).Sockets.Send(ProbeWriter.Write(packet, mark, conversation ?? (ushort)_number), packet.Destination);
        var waited = Stopwatch.StartNew();
        do
        {
            watch.Look();
            if (!watch.HasOthers && IsSame(walked, way, watch.Way) && (walked.End == WalkEnd.Looped || IsSame(answer, watch.AnswerWay)))
            {
                return null;
            }

            Thread.Sleep(1);
        }
        while (waited.Elapsed < s_patience);

        return $"""
            {packet} from {from}
            the model: {walked.End} at {walked.Stack} {walked.Reason}
              {string.Join("\n  ", way)}
              answer: {string.Join("\n  ", answer)}
            the kernel{(watch.HasOthers ? ", while it still sends packets of before" : "")}:
              {string.Join("\n  ", watch.Way)}
              answer: {string.Join("\n  ", watch.AnswerWay)}
            """;
    }

    /// <summary>How the kernel's choice of a source differs from that of the model; null where it does not.</summary>
    public string? SourceDifference(string from, IpAddress destination)
    {
        IpAddress? model = _network.SourceTowards(from, destination);
        IpAddress? kernel = _lab.Inside(from, _ => StackSockets.SourceTowards(destination));
        return model == kernel ? null : $"{from} sends to {destination} from {kernel} in the kernel and from {model} in the model";
    }

    /// <summary>A packet that runs in circles does so until it may pass no more routers; the model follows it once around.</summary>
    private static bool IsSame(PacketTrace walked, IReadOnlyList<string> model, IReadOnlyList<string> kernel) =>
        walked.End == WalkEnd.Looped ? kernel.Count > model.Count && model.SequenceEqual(kernel.Take(model.Count), StringComparer.Ordinal) : IsSame(model, kernel);

    /// <summary>What one stack sees is in order; the clocks of two are not always.</summary>
    private static bool IsSame(IReadOnlyList<string> model, IReadOnlyList<string> kernel) =>
        ByStack(model).SequenceEqual(ByStack(kernel), StringComparer.Ordinal);

    private static IEnumerable<string> ByStack(IReadOnlyList<string> lines) =>
        lines.OrderBy(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], StringComparer.Ordinal);

    private void Listen(string stack, IpFamily family, ushort port, Packet packet)
    {
        if (packet.Traffic.Protocol == Protocol.Udp && _network.Stack(stack) is not null)
        {
            _lab.Inside(stack, site =>
            {
                site.Sockets.Listen(family, port);
                return port;
            });
        }
    }
}
