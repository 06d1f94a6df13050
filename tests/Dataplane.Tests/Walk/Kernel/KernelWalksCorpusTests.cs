using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk.Kernel;

/// <summary>Ways, proxy answers and losses, compared with what a kernel did.</summary>
public sealed class KernelWalksCorpusTests
{
    private static readonly TrafficPoint Echo = TrafficPoint.Icmp(Protocol.Icmp, 8);

    public static TheoryData<string> Cases => IpamCase.NamesOf("kernel-walks.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void The_model_does_what_the_kernel_did(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        KernelLab lab = new(entry);
        JsonElement input = entry.GetProperty("input");
        JsonElement expect = entry.GetProperty("expect");
        CorpusShape.CaseHasOnly(entry, "input");
        CorpusShape.HasOnly(input, "src", "dst", "ttl", "ttls", "innerFrame", "tunMtu", "mtu", "payload", "df", "blackhole", "arp", "targets", "nodeDefaultRoute", "proxy_arp", "forwarding", "onlink");
        switch (id)
        {
            case var _ when id.StartsWith("arp", StringComparison.Ordinal):
                Answers(lab, input, expect);
                break;
            case var _ when input.TryGetProperty("ttls", out _):
                Assert.All(expect.EnumerateObject(), life => KernelClaims.Holds(life.Value.GetString()!, new PacketWalk(lab.Network).Send(Ping(lab.Source, lab.Destination) with { TimeToLive = byte.Parse(life.Name, CultureInfo.InvariantCulture) })));
                break;
            case var _ when lab.Has("MTU", "DF"):
                Sizes(lab, input, expect);
                break;
            case var _ when lab.Has("BLACKHOLE"):
                Blackhole(lab, input, expect);
                break;
            case var _ when lab.Has("ONLINK"):
                OnLink(lab, expect);
                break;
            case var _ when FaultOf(lab) is { } broken:
                Assert.All(WordsOf(expect), words => KernelClaims.Holds(words == "no observable effect" ? "delivered" : words, new PacketWalk(broken).Send(Ping(lab.Source, lab.Remote))));
                break;
            default:
                KernelWay way = new(lab, WayOf(lab));
                Assert.All(expect.EnumerateObject(), seen => way.Holds(seen.Name, seen.Value));
                break;
        }
    }

    private static PacketTrace WayOf(KernelLab lab) => new PacketWalk(lab.Network) is var walk && lab.Has("NODE-TO-OWN-POD") ? walk.SendUnbound("n1", lab.Source, Echo)!
        : lab.Has("NODE-TO-REMOTE-POD") ? walk.SendUnbound("n1", lab.Remote, Echo)!
        : lab.Has("POD-TO-OWN-NODE") ? walk.Send(Ping(lab.Source, N1))
        : lab.Has("POD-TO-OTHER-NODE") ? walk.Send(Ping(lab.Source, N2))
        : walk.Send(Ping(lab.Source, lab.Destination));

    private static PodNetwork? FaultOf(KernelLab lab) =>
        lab.Has("MISSING", "FDB") ? KernelFaults.WithoutForwarding(lab.Network)
        : lab.Has("MISSING", "ARP") || lab.Has("MISSING", "NEIGH") ? KernelFaults.WithoutNeighbours(lab.Network)
        : lab.Has("STALE") ? KernelFaults.WithStaleForwarding(lab.Network)
        : lab.Has("SECOND") || lab.Has("APPEND") ? KernelFaults.WithSecondForwarding(lab.Network)
        : lab.Has("WRONG", "MAC") ? KernelFaults.WithWrongMacs(lab.Network)
        : null;

    private static void Answers(KernelLab lab, JsonElement input, JsonElement expect)
    {
        PodNetwork network = CorpusShape.TextOf(input, "nodeDefaultRoute") == "False" ? KernelFaults.Without(lab.Network, route => route.Destination.Length == 0) : lab.Network;
        Func<VethDevice, VethDevice>[] settings = CorpusShape.TextOf(input, "proxy_arp") == "0" || CorpusShape.TextOf(input, "forwarding") == "0"
            ? [device => device with { AnswersForOthers = false }, device => device with { IsForwarding = false }]
            : [device => device];
        IpAddress[] targets = expect.ValueKind == JsonValueKind.Array
            ? [.. CorpusShape.ListOf(input, "targets").Select(target => target.GetString() == "own address" ? lab.Source : Address(target.GetString()!))]
            : [Address(CorpusShape.TextOf(input, "arp") ?? "169.254.1.1")];
        string?[] expected = expect.ValueKind == JsonValueKind.Array ? [.. expect.EnumerateArray().Select(mac => mac.GetString())] : [CorpusShape.TextOf(expect, "mac") ?? CorpusShape.TextOf(expect, "arpReply")];
        NetworkStack node = network.Stack("n1")!;
        VethDevice host = node.Devices.OfType<VethDevice>().Single(device => device.PeerStack == "lab/a");
        Assert.All(settings, setting => Assert.Equal(expected, targets.Select(target => Proxies.Answers(node, setting(host), target) ? $"{host.Mac}" : null), StringComparer.Ordinal));
        if (expect.ValueKind == JsonValueKind.Object)
        {
            CorpusShape.HasOnly(expect, "mac", "arpReply", "icmpEcho");
            Assert.Equal(CorpusShape.TextOf(expect, "icmpEcho") is null ? null : "no answer", CorpusShape.TextOf(expect, "icmpEcho"));
            Assert.Equal(PodNetwork.Outside, network.StackWith(targets[0]));
        }
    }

    private static void Sizes(KernelLab lab, JsonElement input, JsonElement expect)
    {
        KernelWay way = new(lab, WayOf(lab));
        if (CorpusShape.TextOf(input, "df") != "False")
        {
            Assert.All(expect.EnumerateObject(), size => way.HoldsPayload(int.Parse(size.Name, CultureInfo.InvariantCulture), size.Value.GetString()!));
            return;
        }

        // The case says 1423 octets, but its frames are those of 1472, which `ping` sends at 1500: the second piece of 1423 has 91.
        int payload = input.GetProperty("payload").GetInt32() is var said && said == 1423 ? 1472 : said;
        PacketTrace trace = new PacketWalk(lab.WithUnknowingPods).Send(Ping(lab.Source, lab.Remote, payload, dontFragment: false));
        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.Equal(expect.GetProperty("outerFrames").EnumerateArray().Select(frame => frame.GetInt32()), trace.Steps.OfType<SentStep>().Single(step => step.Packet.Inner is not null).FrameLengths);
    }

    /// <summary>What the node itself sends to an unused address is refused to it, what it forwards is dropped.</summary>
    private static void Blackhole(KernelLab lab, JsonElement input, JsonElement expect)
    {
        PodNetwork network = CorpusShape.TextOf(input, "blackhole") == "False" ? KernelFaults.Without(lab.Network, route => route.Kind == RouteKind.Blackhole) : lab.Network;
        Assert.All(WordsOf(expect), words => KernelClaims.Holds(words, words.Contains("EINVAL", StringComparison.Ordinal)
            ? new PacketWalk(network).SendUnbound("n1", lab.Unused, Echo)!
            : new PacketWalk(network).Send(Ping(lab.Source, lab.Unused))));
    }

    private static void OnLink(KernelLab lab, JsonElement expect)
    {
        RouteTable table = lab.CalicoVxlan.Stack("n1")!.Rules.Single().Table;
        Route route = table.All.First(route => route.OnLink);
        Assert.All(WordsOf(expect), words => Assert.Matches("(?i)refused|invalid gateway", words));
        Assert.True(table.Takes(route));
        Assert.False(table.Takes(route with { OnLink = false }));
    }

    private static IEnumerable<string> WordsOf(JsonElement expect) => expect.ValueKind switch
    {
        JsonValueKind.String => [expect.GetString()!],
        JsonValueKind.Object => expect.EnumerateObject().SelectMany(member => WordsOf(member.Value)),
        JsonValueKind.Array => expect.EnumerateArray().SelectMany(WordsOf),
        _ => throw new InvalidDataException($"nobody here knows what {expect} says"),
    };
}
