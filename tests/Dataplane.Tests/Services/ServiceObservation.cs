using System.Text.Json;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Queries.Hooks;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>Compares what was observed of one packet with what the model says of it, field by field.</summary>
internal sealed class ServiceObservation(ServiceLaboratory laboratory, FirstPacket packet, Translation outcome)
{
    private const string NotIts = "";

    public void Check(JsonElement expect)
    {
        foreach (JsonProperty field in expect.EnumerateObject())
        {
            Check(field.Name, field.Value);
        }
    }

    private void Check(string name, JsonElement value)
    {
        switch (name)
        {
            case "atPod":
                Check(value);
                break;
            case "src":
                CheckSource(value.GetString()!);
                break;
            case "dst":
                CheckDestination(value.GetString()!);
                break;
            case "ttl":
                Assert.Equal(value.GetInt32(), Hops());
                break;
            case "reply":
                CheckReply(value);
                break;
            case "icmp":
                Translation.Refused refused = Assert.IsType<Translation.Refused>(outcome);
                Assert.Equal(value.GetProperty("src").GetString(), laboratory.ProxyNode.Addresses[0].ToString());
                Assert.Equal((value.GetProperty("type").GetInt32(), value.GetProperty("code").GetInt32()), (refused.IcmpType, refused.IcmpCode));
                break;
            case "out":
                Assert.Equal("default route interface", value.GetString());
                Assert.IsType<Translation.LeftAlone>(outcome);
                break;
            case "tcpFlags":
                // The node resets what it keeps untranslated and nobody listens for.
                Assert.Equal("RST,ACK", value.GetString());
                Assert.IsType<Translation.LeftAlone>(outcome);
                Assert.Contains(packet.Destination, laboratory.ProxyNode.Addresses);
                break;
            case "forwarded":
                Assert.Equal(value.GetBoolean(), outcome is Translation.ToBackend or Translation.LeftAlone);
                break;
            case "forwardSees":
                CheckFilterView(value);
                break;
            case "ruleOnNodeSourceMatches":
                Assert.Equal(value.GetBoolean(), laboratory.ProxyNode.Addresses.Contains(packet.Source));
                break;
            case "ruleOnOriginalDestinationMatches":
                Assert.Equal(value.GetBoolean(), Assert.IsType<Translation.ToBackend>(outcome).Backend.Address == packet.Destination);
                break;
            default:
                Assert.Fail($"`{name}` is not a field that is compared");
                break;
        }
    }

    private void CheckSource(string text)
    {
        string[] parts = text.Split(':');
        bool isMasqueraded = outcome is Translation.ToBackend { IsMasqueraded: true };
        Assert.Equal(parts[0], isMasqueraded ? ServiceLaboratory.Node : packet.Source.ToString());
        switch (parts.Length == 1 ? NotIts : parts[1])
        {
            case "same port":
                Assert.False(isMasqueraded);
                break;
            case "random port":
                Assert.True(isMasqueraded);
                break;
            case NotIts:
                break;
            default:
                Assert.Equal(parts[1], packet.SourcePort.ToString());
                break;
        }
    }

    private void CheckDestination(string text)
    {
        if (text.StartsWith("endpoint:", StringComparison.Ordinal))
        {
            Assert.Equal(text, $"endpoint:{Assert.IsType<Translation.ToBackend>(outcome).Backend.Port}");
            return;
        }

        Assert.Equal(text, outcome is Translation.ToBackend translated ? translated.Backend.ToString() : $"{packet.Destination}:{packet.DestinationPort}");
    }

    private void CheckReply(JsonElement expect)
    {
        Translation.ToBackend translated = Assert.IsType<Translation.ToBackend>(outcome);
        FirstPacket reply = TranslatedConnection.Of(packet, translated, Ip(ServiceLaboratory.Node), 61000).ReplyAtClient;
        Assert.Equal(expect.GetProperty("src").GetString(), $"{reply.Source}:{reply.SourcePort}");
        Assert.Equal(expect.GetProperty("dst").GetString(), $"{reply.Destination}:{reply.DestinationPort}");
        Assert.Equal(expect.GetProperty("ttl").GetInt32(), Hops());
    }

    private void CheckFilterView(JsonElement expect)
    {
        Translation.ToBackend translated = Assert.IsType<Translation.ToBackend>(outcome);
        Assert.Equal(NodeHook.Forward, translated.Hook);
        FirstPacket seen = TranslatedConnection.Of(packet, translated, Ip(ServiceLaboratory.Node), 61000).SeenByFilters;
        Assert.Equal(expect.GetProperty("src").GetString(), seen.Source.ToString());
        Assert.Equal(translated.Backend.Address, seen.Destination);
        Assert.Equal(expect.GetProperty("dst").GetString(), $"endpoint:{seen.DestinationPort}");
        Assert.Equal(expect.GetProperty("ctOrigDst").GetString(), packet.Destination.ToString());
    }

    // A packet starts with 64; the node takes one where it forwards what others made.
    private int Hops() => packet.IsFromNode || (outcome is Translation.LeftAlone && laboratory.ProxyNode.Addresses.Contains(packet.Destination)) ? 64 : 63;
}
