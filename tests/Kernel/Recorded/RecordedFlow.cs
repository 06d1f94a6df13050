using System.Text.Json;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using TestKit;

namespace Kernel.Tests.Recorded;

/// <summary>A flow of the corpus, and whether a kernel that Felix had programmed let it through.</summary>
internal sealed record RecordedFlow(IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool Passes)
{
    private const int EchoRequest = 8;
    private const int EchoRequestV6 = 128;

    /// <summary>The one case where the kernel shows a defect of Felix and the checker the meaning of the rule.</summary>
    private const string FelixDefect = "three-match-blocks";

    /// <summary>Reads a result; null where no kernel was asked.</summary>
    public static RecordedFlow? Read(string name, JsonElement result, PolicySnapshot snapshot)
    {
        JsonElement flow = result.GetProperty("flow");
        if (!result.TryGetProperty("kernel", out JsonElement kernel) || !kernel.EnumerateObject().Any()
            || AddressOf(snapshot, flow, "src") is not { } source || AddressOf(snapshot, flow, "dst") is not { } destination)
        {
            return null;
        }

        // Where one of Felix's texts could not be loaded, the other tells; where none could, the checker.
        string checker = result.GetProperty("verdict").GetString()!;
        string verdict = name == FelixDefect ? checker
            : kernel.EnumerateObject().Select(known => known.Value.GetString()!).FirstOrDefault(known => known is "allow" or "deny", checker);
        return new RecordedFlow(source, destination, TrafficOf(flow), verdict == "allow");
    }

    /// <summary>Whether it begins or ends at a node or its pods.</summary>
    public bool Meets(NodeMap map) => map.IsHere(Source) || map.IsHere(Destination);

    private static IpAddress? AddressOf(PolicySnapshot snapshot, JsonElement flow, string side) => snapshot.PartyOf(flow.GetProperty(side).GetString()!).Address;

    private static TrafficPoint TrafficOf(JsonElement flow)
    {
        Assert.True(Protocol.TryParse(flow.GetProperty("proto").ToString(), out Protocol protocol));
        return protocol.HasPorts ? TrafficPoint.Ports(protocol, (ushort)Number("dstPort"), (ushort)Number("srcPort"))
            : protocol.IsIcmp ? TrafficPoint.Icmp(protocol, (byte)Number("icmpType", protocol == Protocol.Icmp ? EchoRequest : EchoRequestV6), (byte)Number("icmpCode"))
            : TrafficPoint.Other(protocol);

        int Number(string field, int otherwise = 0) => flow.TryGetProperty(field, out JsonElement value) ? value.GetInt32() : otherwise;
    }
}
