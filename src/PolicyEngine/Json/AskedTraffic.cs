using System.Globalization;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>The traffic an answer is about, as asked and as it arrives behind a service.</summary>
public sealed class AskedTraffic
{
    private readonly Query _query;
    private readonly TrafficBox[] _boxes;

    private AskedTraffic(Query query, TrafficSet traffic)
    {
        (_query, Traffic, _boxes) = (query, traffic, [.. traffic.Boxes]);
        IsSet = Array.Exists(_boxes, box => box.Majors.Low != box.Majors.High);
        Protocols = query.Protocol is { } only ? only.Name
            : !query.Protocols.IsEmpty ? string.Join(',', query.Protocols.Select(protocol => protocol.Name))
            : IsOfOneProtocol ? new Protocol(_boxes[0].Protocols.Low).Name
            : null;
    }

    /// <summary>All of it.</summary>
    public TrafficSet Traffic { get; }

    /// <summary>Whether it is more than one port, or ICMP type, of each protocol.</summary>
    public bool IsSet { get; }

    /// <summary>The protocols asked about, or the one of the traffic; null where that has several.</summary>
    public string? Protocols { get; }

    /// <summary>In words, with the port as asked where it is another on arrival: <c>TCP port 80 (TCP 8080)</c>.</summary>
    public string Description =>
        Traffic.IsAll ? "any traffic"
        : IsTranslated ? $"{Name}port {_query.Port} ({Traffic.Describe()})"
        : Traffic.Describe();

    private bool IsOfOneProtocol => _boxes is [var first, ..] && Array.TrueForAll(_boxes, box => box.Protocols.High == first.Protocols.Low);

    private bool IsTranslated => _query.Port is { } port && !(_boxes.Length > 0 && Array.TrueForAll(_boxes, box => IsNumber(port, box.Majors.Low)));

    private string Name => Protocols is { } names ? $"{names} " : "";

    /// <summary>The traffic of an answer.</summary>
    public static AskedTraffic Of(Answer answer) =>
        new(answer.Query, answer.Parts is [var only] ? only.Traffic : TrafficSet.Union(answer.Parts.Select(part => part.Traffic)));

    private static bool IsNumber(string text, ushort port) => text == port.ToString(CultureInfo.InvariantCulture);
}
