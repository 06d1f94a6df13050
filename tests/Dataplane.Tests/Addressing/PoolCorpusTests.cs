using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Addressing;

/// <summary>What Calico's own tests assert of pools, claims and uses.</summary>
public sealed class PoolCorpusTests
{
    public static TheoryData<string> Cases => IpamCase.NamesOf("pools.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void Pools_claims_and_uses_are_those_of_Calico(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        JsonElement input = entry.GetProperty("input");
        JsonElement expect = entry.GetProperty("expect");
        if (input.TryGetProperty("ipVersion", out _))
        {
            string pools = string.Join(' ', expect.GetProperty("pools").EnumerateArray().Select(pool => pool.GetString()));
            Assert.Equal($"[{pools}] error={expect.GetProperty("error")}", ChoosePools(input));
        }
        else if (input.TryGetProperty("use", out _))
        {
            Assert.Equal(Outcome(expect), AssignForUse(input));
        }
        else
        {
            Assert.Equal(Outcome(expect), Claim(input));
        }
    }

    private static string ChoosePools(JsonElement input)
    {
        PoolSet pools = new();
        Dictionary<IpPrefix, string> texts = [];
        foreach (JsonElement pool in input.GetProperty("pools").EnumerateArray())
        {
            string text = pool.GetProperty("cidr").GetString()!;
            texts.Add(IpamReplay.Prefix(text), text);
            pools.Put(new($"pool-{texts.Count}", IpamReplay.Prefix(text))
            {
                Disabled = !pool.GetProperty("enabled").GetBoolean(),
                NodeSelector = pool.GetProperty("nodeSelector").GetString() is { Length: > 0 } selector ? Selector.Parse(selector) : Selector.All,
            });
        }

        IpFamily family = input.GetProperty("ipVersion").GetInt32() == 4 ? IpFamily.V4 : IpFamily.V6;
        IpPrefix[] requested = [.. input.GetProperty("requested").EnumerateArray().Select(cidr => IpamReplay.Prefix(cidr.GetString()))];
        AssignRequest request = new("node") { V4Pools = family == IpFamily.V4 ? [.. requested] : [], V6Pools = family == IpFamily.V6 ? [.. requested] : [] };
        IpamError? error = pools.For(request, family, IpamReplay.Labels(input, "nodeLabels"), out List<AddressPool> chosen);
        return $"[{string.Join(' ', error is null ? chosen.Select(pool => texts[pool.Cidr]) : [])}] error={error is not null}";
    }

    private static string AssignForUse(JsonElement input)
    {
        CalicoIpam ipam = new();
        ipam.PutNode("node", LabelSet.Empty);
        foreach (JsonElement pool in input.GetProperty("pools").EnumerateArray())
        {
            Assert.Null(ipam.PutPool(new($"pool-{ipam.Pools.Count}", IpamReplay.Prefix(pool.GetProperty("cidr").GetString()))
            {
                BlockSize = pool.GetProperty("blockSize").GetInt32(),
                AllowedUses = pool.GetProperty("allowedUses").EnumerateArray().Aggregate(AddressUses.None, (all, use) => all | Enum.Parse<AddressUses>(use.GetString()!)),
            }));
        }

        AssignResult result = ipam.Assign(new("node")
        {
            V4Count = 1,
            Use = Enum.Parse<AddressUses>(input.GetProperty("use").GetString()!),
            V4Pools = input.GetProperty("requestedPool").GetString() is { } requested ? [IpamReplay.Prefix(requested)] : [],
        });
        return result.Error?.Kind.ToString() ?? $"assigned {result.V4.Addresses.Length}";
    }

    private static string Claim(JsonElement input)
    {
        CalicoIpam ipam = new();
        Assert.Null(ipam.PutPool(new("ten", IpamReplay.Prefix("10.0.0.0/8"))));
        Assert.Null(ipam.PutPool(new("private", IpamReplay.Prefix("192.168.0.0/16"))));
        if (input.GetProperty("before").GetString() is { } before)
        {
            Assert.True(before.Split(' ') switch
            {
                [string host, "claimed", string range] => ipam.ClaimAffinity(host, IpamReplay.Prefix(range)).Failed.IsEmpty,
                [string host, "already", "holds", string address] => ipam.AssignAddress(host, IpamReplay.Address(address), handle: null) is null,
                _ => throw new InvalidDataException($"`{before}` is not known"),
            });
        }

        ClaimResult result = ipam.ClaimAffinity(input.GetProperty("host").GetString()!, IpamReplay.Prefix(input.GetProperty("cidr").GetString()));
        return result.Error?.Kind.ToString() ?? $"claimed {result.Claimed.Length} failed {result.Failed.Length}";
    }

    private static string Outcome(JsonElement expect) => expect.TryGetProperty("error", out JsonElement error)
        ? error.GetString() switch
        {
            "no qualified pool" => nameof(IpamErrorKind.NoUsablePool),
            "range smaller than one block" => nameof(IpamErrorKind.RangeTooSmall),
            { } text => throw new InvalidDataException($"error `{text}` is not known"),
            null => throw new InvalidDataException("an error has a text"),
        }
        : string.Join(' ', expect.EnumerateObject().Select(field => $"{field.Name} {field.Value}"));
}
