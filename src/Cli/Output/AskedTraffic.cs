using System.Globalization;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output;

/// <summary>The traffic an answer is about, as asked and as it arrives behind a service.</summary>
internal sealed class AskedTraffic
{
    private AskedTraffic(Query query, TrafficSet traffic)
    {
        Traffic = traffic;
        TrafficBox[] boxes = [.. traffic.Boxes];
        IsSet = boxes.Any(box => box.Majors.Low != box.Majors.High);
        bool single = boxes is [var first, ..] && boxes.All(box => box.Protocols.High == first.Protocols.Low);
        Protocols = !query.Protocols.IsEmpty ? string.Join(',', query.Protocols.Select(protocol => protocol.Name))
            : single ? new Protocol(boxes[0].Protocols.Low).Name
            : null;
        bool translated = query.Port is not null && !(boxes.Length > 0 && boxes.All(box => IsNumber(query.Port, box.Majors.Low)));
        Description = traffic.IsAll ? "any traffic"
            : query.Port is null ? traffic.Describe()
            : translated ? $"{Name}port {query.Port} ({traffic.Describe()})"
            : traffic.Describe();
    }

    /// <summary>All of it.</summary>
    public TrafficSet Traffic { get; }

    /// <summary>Whether it is more than one port, or ICMP type, of each protocol.</summary>
    public bool IsSet { get; }

    /// <summary>The protocols asked about, or the one of the traffic; null where that has several.</summary>
    public string? Protocols { get; }

    /// <summary>In words, with the port as asked where it is another on arrival: <c>TCP port 80 (TCP 8080)</c>.</summary>
    public string Description { get; }

    private string Name => Protocols is { } names ? $"{names} " : "";

    public static AskedTraffic Of(Answer answer) => new(answer.Query, TrafficSet.Union(answer.Parts.Select(part => part.Traffic)));

    private static bool IsNumber(string text, ushort port) => text == port.ToString(CultureInfo.InvariantCulture);
}
