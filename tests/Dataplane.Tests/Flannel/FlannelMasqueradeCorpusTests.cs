using System.Text.Json;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel;

/// <summary>Compares decisions with the addresses that packets had on a real kernel with Flannel's rules.</summary>
public sealed class FlannelMasqueradeCorpusTests
{
    private const string File = "kernel-nat-service.json";

    public static TheoryData<string> Cases
    {
        get
        {
            TheoryData<string> names = [];
            foreach (string id in IpamCase.NamesOf(File))
            {
                if (CorpusShape.TextOf(IpamCase.Named(id), "title")?.StartsWith("flannel", StringComparison.Ordinal) == true)
                {
                    names.Add(id);
                }
            }

            return names;
        }
    }

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void A_packet_has_the_source_that_the_kernel_gave_it(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        CorpusShape.CaseHasOnly(entry, "input");
        JsonElement input = entry.GetProperty("input");
        CorpusShape.HasOnly(input, "ruleset", "poolsOrCluster", "nodePodCidr", "node", "otherNode", "packet");
        CorpusShape.HasOnly(input.GetProperty("packet"), "src", "dst");
        FlannelMasquerade rules = FlannelMasquerade.Of(
            input.GetProperty("ruleset").GetString() switch
            {
                "flannel iptables" => MasqueradeVariant.Iptables,
                "flannel nftables" => MasqueradeVariant.Nftables,
                string unknown => throw new InvalidDataException(unknown),
                null => throw new InvalidDataException("no rule set"),
            },
            Block(input.GetProperty("poolsOrCluster").GetString()!),
            Block(input.GetProperty("nodePodCidr").GetString()!));
        IpAddress source = Ip(input.GetProperty("packet").GetProperty("src").GetString()!);
        IpAddress destination = Ip(input.GetProperty("packet").GetProperty("dst").GetString()!);

        JsonElement seen = Assert.Single(entry.GetProperty("expect").EnumerateObject()).Value;
        Assert.Equal(
            seen.GetProperty("src").GetString(),
            rules.Masquerades(source, destination) ? input.GetProperty("node").GetString() : $"{source}");
        Assert.Equal(seen.GetProperty("dst").GetString(), $"{destination}");
    }
}
