using System.Text.Json;
using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Addressing;

public sealed class BlockWalkTests
{
    [Fact]
    public void A_node_of_the_published_example_starts_at_its_published_block() =>
        Assert.Equal("10.244.244.64/26", Walk("10.244.0.0/16", 26, "calico-ipip-worker2").Blocks().First().ToString());

    [Fact]
    public void A_walk_wraps_round_and_visits_every_block_once()
    {
        string[] blocks = [.. Walk("10.0.0.0/24", 26, "node-a").Blocks().Select(block => block.ToString())];

        Assert.Equal(["10.0.0.128/26", "10.0.0.192/26", "10.0.0.0/26", "10.0.0.64/26"], blocks);
    }

    [CorpusFact("dataplane")]
    public void Starts_seeds_and_streams_are_those_of_Calico()
    {
        int compared = 0;
        foreach (JsonElement entry in IpamCase.Read("names.json"))
        {
            foreach (JsonProperty host in entry.GetProperty("expect") is { ValueKind: JsonValueKind.Object } expect ? expect.EnumerateObject() : default)
            {
                string? actual = Answer(entry, host);
                if (actual is not null)
                {
                    Assert.Equal($"{entry.GetProperty("id")} {host.Name} {string.Concat(host.Value.ToString().Where(letter => !char.IsWhiteSpace(letter)))}", $"{entry.GetProperty("id")} {host.Name} {actual}");
                    compared++;
                }
            }
        }

        Assert.NotEqual(0, compared);
    }

    private static string? Answer(JsonElement entry, JsonProperty host)
    {
        switch (entry.GetProperty("function").GetString())
        {
            case "first block visited by a host":
                JsonElement input = entry.GetProperty("input");
                return Walk(input.GetProperty("pool").GetString()!, input.GetProperty("blockSize").GetInt32(), host.Name).Blocks().First().ToString();
            case "walk seed of a host (32-bit FNV-1)":
                return HostSeed.Of(host.Name).ToString();
            case "first six 32-bit outputs of the seeded generator":
                GoRandom random = new(HostSeed.Of(host.Name));
                return "[" + string.Join(',', Enumerable.Range(0, host.Value.GetArrayLength()).Select(_ => random.NextUInt32())) + "]";
            default:
                return null;
        }
    }

    private static BlockWalk Walk(string pool, int blockSize, string host)
    {
        Assert.True(IpPrefix.TryParse(pool, out IpPrefix cidr));
        return new(cidr, blockSize, host);
    }
}
