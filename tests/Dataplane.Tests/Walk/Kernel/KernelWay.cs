using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk.Kernel;

/// <summary>Holds the way of a packet against what was seen of it hop by hop.</summary>
internal sealed class KernelWay(KernelLab lab, PacketTrace trace)
{
    private EncapsulatedStep Wrapped => Assert.Single(trace.Steps.OfType<EncapsulatedStep>());

    private Packet Outer => Wrapped.Packet;

    /// <summary>Holds one thing that was seen; a thing of another kind fails.</summary>
    public void Holds(string name, JsonElement seen)
    {
        switch (name)
        {
            case "ttlAtReceiver" or "ttlCrossNode":
                Assert.Equal((WalkEnd.Delivered, seen.GetInt32()), (trace.End, trace.Packet.TimeToLive));
                break;
            case "ttlSameNode":
                Assert.Equal(seen.GetInt32(), new PacketWalk(lab.Network).Send(Ping(lab.Source, lab.Beside)).Packet.TimeToLive);
                break;
            case "frames":
                Assert.All(seen.EnumerateArray(), HoldsFrame);
                break;
            case "outer":
                Assert.All(seen.EnumerateObject(), member => HoldsOuter(member.Name, member.Value));
                break;
            case "innerTtlOnWire":
                Assert.Equal(seen.GetInt32(), Outer.Inner!.Packet.TimeToLive);
                break;
            case "innerSrcMac":
                Assert.Equal(MacOf(seen.GetString()!), Outer.Inner!.SourceMac);
                break;
            case "innerDstMac":
                Assert.Equal(MacOf(seen.GetString()!), Outer.Inner!.DestinationMac);
                break;
            case "sourceInVxlanMode":
                Assert.StartsWith("tunnel address of the node", seen.GetString(), StringComparison.Ordinal);
                Assert.Equal(IpPrefix.Of(lab.Source, 24).First, new PacketWalk(lab.CalicoVxlan).SendUnbound("n1", lab.Remote, TrafficPoint.Icmp(Protocol.Icmp, 8))!.Packet.Source);
                break;
            case var _ when name.StartsWith("payload", StringComparison.Ordinal) && int.TryParse(name.AsSpan("payload".Length), CultureInfo.InvariantCulture, out int payload):
                HoldsPayload(payload, seen.GetString()!);
                break;
            case var _ when name.Contains("overhead", StringComparison.OrdinalIgnoreCase) || name.Contains("added", StringComparison.OrdinalIgnoreCase):
                Assert.Equal(seen.GetInt32(), Outer.Length - Outer.Inner!.Packet.Length);
                break;
            case var _ when name.EndsWith("mtu", StringComparison.OrdinalIgnoreCase):
                Assert.Equal(seen.GetInt32(), lab.Network.Stack("n1")!.Device(Wrapped.Device)!.Mtu);
                break;
            default:
                Assert.Fail($"nobody here knows what `{name}` means");
                break;
        }
    }

    /// <summary>How a payload of so many octets fares that must not be taken apart.</summary>
    public void HoldsPayload(int payload, string words) =>
        KernelClaims.Holds(words, new PacketWalk(lab.WithUnknowingPods).Send(Ping(lab.Source, lab.Destination, payload)));

    private void HoldsFrame(JsonElement frame)
    {
        CorpusShape.HasOnly(frame, "link", "srcMac", "dstMac", "ttl", "srcIp", "dstIp");
        SentStep[] sent = [.. trace.Steps.OfType<SentStep>()];
        SentStep step = frame.GetProperty("link").GetString() switch
        {
            "pod veth" or "pod A veth" => sent[0],
            "peer veth" or "pod B veth" => sent[^1],
            "fabric" => Assert.Single(sent[1..^1]),
            var other => throw new InvalidDataException($"nobody here knows where `{other}` is"),
        };
        Assert.Equal(CorpusShape.TextOf(frame, "srcMac") is { } source ? MacOf(source) : step.SourceMac, step.SourceMac);
        Assert.Equal(CorpusShape.TextOf(frame, "dstMac") is { } destination ? MacOf(destination) : step.DestinationMac, step.DestinationMac);
        Assert.Equal(CorpusShape.TextOf(frame, "ttl") ?? $"{step.Packet.TimeToLive}", $"{step.Packet.TimeToLive}");
        Assert.Equal(CorpusShape.TextOf(frame, "srcIp") ?? $"{step.Packet.Source}", $"{step.Packet.Source}");
        Assert.Equal(CorpusShape.TextOf(frame, "dstIp") ?? $"{step.Packet.Destination}", $"{step.Packet.Destination}");
    }

    private void HoldsOuter(string name, JsonElement seen)
    {
        string actual = name switch
        {
            "proto" => $"{Outer.Traffic.Protocol.Number}",
            "dstPort" => $"{Outer.Traffic.Major}",
            "vni" => $"{Outer.Inner!.Vni}",
            "ttl" => $"{Outer.TimeToLive}",
            "df" => $"{Outer.DontFragment}",
            "frame" => $"{Assert.Single(trace.Steps.OfType<SentStep>().Single(step => step.Packet.Inner is not null).FrameLengths)}",
            _ => throw new InvalidDataException($"nobody here knows what `{name}` of an outer packet is"),
        };
        Assert.Equal(seen.ToString(), actual);
    }

    private MacAddress MacOf(string name) => name switch
    {
        "pod A" => MacAt("lab/a", "eth0"),
        "pod B" => MacAt(lab.Network.StackWith(lab.Destination), "eth0"),
        "node 1 eth0" => MacAt("n1", "eth0"),
        "node 2 eth0" => MacAt("n2", "eth0"),
        "VTEP 1" => MacAt("n1", Wrapped.Device),
        "VTEP 2" => MacAt("n2", Wrapped.Device),
        _ => MacAddress.TryParse(name, out MacAddress mac) ? mac : throw new InvalidDataException($"nobody here knows whose address `{name}` is"),
    };

    private MacAddress MacAt(string stack, string device) => lab.Network.Stack(stack)!.Device(device)!.Mac;
}
