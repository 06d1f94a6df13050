using System.Text.Json;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel;

/// <summary>Asks what Flannel's own packages were asked, and compares the answers.</summary>
public sealed class FlannelCorpusTests
{
    public static TheoryData<string> Cases => IpamCase.NamesOf("flannel.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void A_case_has_Flannels_answer(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        switch (entry.GetProperty("kind").GetString())
        {
            case "config": Config(entry); break;
            case "candidates": Candidates(entry); break;
            case "acquire": Acquire(entry); break;
            case "key": KeyOf(entry); break;
            case "subnetfile": SubnetFile(entry); break;
            case "watch": Watch(entry); break;
            case string unknown: Assert.Fail($"kind {unknown}"); break;
        }
    }

    private static void Config(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "config");
        JsonElement expect = entry.GetProperty("expect");
        FlannelResult<FlannelConfig> read = FlannelConfig.Read(entry.GetProperty("config").GetRawText());
        FlannelResult<FlannelConfig> complete = read.Value?.Complete() ?? read;

        Assert.Equal(FlannelErrorText.KindOf(CorpusShape.TextOf(expect, "error")), complete.Error?.Kind);
        SortedDictionary<string, string?> actual = new(StringComparer.Ordinal) { ["backendType"] = read.Value?.Backend.Type };
        if (complete.Value is { } config)
        {
            Describe(actual, config.V4, "network", "subnet");
            Describe(actual, config.V6, "ipv6Network", "ipv6Subnet");
        }

        Assert.Equal(
            expect.EnumerateObject().Where(member => member.Name != "error").Select(member => $"{member.Name}={member.Value}").Order(StringComparer.Ordinal),
            actual.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    private static void Describe(SortedDictionary<string, string?> actual, FlannelSubnets network, string name, string subnet)
    {
        if (network.Enabled)
        {
            actual[name] = $"{network.Cidr}";
            actual[subnet + "Len"] = $"{network.SubnetLength}";
            actual[subnet + "Min"] = $"{network.SubnetMin}";
            actual[subnet + "Max"] = $"{network.SubnetMax}";
        }
    }

    private static void Candidates(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "config", "leases");
        JsonElement expect = entry.GetProperty("expect");
        CorpusShape.HasOnly(expect, "count", "error", "first", "last", "set");
        List<IpPrefix> free = LeaseChoice.Candidates(
            ConfigOf(entry).V4,
            CorpusShape.ListOf(entry, "leases").Select(lease => Block(lease.GetProperty("subnet").GetString()!)));

        Assert.Equal(expect.GetProperty("count").GetInt32(), free.Count);
        Assert.Equal(FlannelErrorText.KindOf(CorpusShape.TextOf(expect, "error")), free.Count == 0 ? FlannelErrorKind.OutOfSubnets : null);
        Assert.Equal(CorpusShape.TextOf(expect, "first"), free.Count == 0 ? null : $"{free[0]}");
        Assert.Equal(CorpusShape.TextOf(expect, "last"), free.Count == 0 ? null : $"{free[^1]}");
        if (expect.TryGetProperty("set", out JsonElement set))
        {
            Assert.Equal(set.ValueKind == JsonValueKind.Null ? [] : set.EnumerateArray().Select(subnet => subnet.GetString()!).ToArray(), free.Select(subnet => $"{subnet}").ToArray());
        }
    }

    private static void Acquire(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "config", "leases", "publicIp", "previousSubnet", "raceOnFirstCreate");
        JsonElement expect = entry.GetProperty("expect");
        CorpusShape.HasOnly(expect, "error", "ops", "subnet");
        FlannelConfig config = ConfigOf(entry);
        FlannelLeases leases = new(config);
        foreach (JsonElement lease in CorpusShape.ListOf(entry, "leases"))
        {
            Put(leases, lease);
        }

        LeaseRequest request = new(At(entry.GetProperty("publicIp").GetString()!))
        {
            PreviousSubnet = CorpusShape.TextOf(entry, "previousSubnet") is { } previous ? Block(previous) : null,
        };
        LeaseDecision decision = leases.Decide(request, _ => PickOf(expect, config, leases));
        if (CorpusShape.TextOf(entry, "raceOnFirstCreate") == bool.TrueString)
        {
            leases.Renew(decision.Writes.Single(write => write.Kind == RegistryWriteKind.Create).Key, At("9.9.9.9"));
        }

        LeaseAnswer answer = leases.Write(decision);
        Assert.Equal(FlannelErrorText.KindOf(CorpusShape.TextOf(expect, "error")), answer.Error?.Kind);
        Assert.Equal(CorpusShape.TextOf(expect, "subnet"), answer.Lease is { } got ? Text(got) : null);
        Assert.Equal(CorpusShape.ListOf(expect, "ops").Select(op => op.GetString()!).ToArray(), answer.Writes.Select(WriteText).ToArray());
    }

    private static void Put(FlannelLeases leases, JsonElement lease)
    {
        CorpusShape.HasOnly(lease, "subnet", "publicIp", "reservation");
        LeaseKey key = new(Block(lease.GetProperty("subnet").GetString()!));
        LeaseAttributes attributes = At(lease.GetProperty("publicIp").GetString()!);
        if (CorpusShape.TextOf(lease, "reservation") == bool.TrueString)
        {
            leases.Reserve(key, attributes);
        }
        else
        {
            leases.Renew(key, attributes);
        }
    }

    // What Flannel drew is an input to us.
    private static int PickOf(JsonElement expect, FlannelConfig config, FlannelLeases leases) => CorpusShape.TextOf(expect, "subnet") is { } subnet
        ? Math.Max(0, LeaseChoice.Candidates(config.V4, leases.Leases.Select(lease => lease.Subnet!.Value)).IndexOf(Block(subnet)))
        : 0;

    private static string WriteText(RegistryWrite write)
    {
        string lifetime = write.Lifetime is { } time ? $"{(int)time.TotalHours}h0m0s" : "0s";
        return $"{write.Kind.ToString().ToLowerInvariant()} {write.Key.Subnet}{(write.Kind == RegistryWriteKind.Delete ? "" : $" ttl={lifetime}")}";
    }

    private static void KeyOf(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "subnet");
        JsonElement expect = entry.GetProperty("expect");
        CorpusShape.HasOnly(expect, "key", "parsed");
        LeaseKey key = new(Block(entry.GetProperty("subnet").GetString()!));

        Assert.Equal(expect.GetProperty("key").GetString(), key.ToString());
        Assert.Equal(expect.GetProperty("parsed").GetString(), $"{Key(key.ToString()).Subnet}");
    }

    private static void SubnetFile(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "config", "subnet", "ipMasq", "mtu");
        SubnetEnvironment environment = SubnetEnvironment.Of(
            ConfigOf(entry),
            Lease(entry.GetProperty("subnet").GetString()!),
            entry.GetProperty("mtu").GetInt32(),
            entry.GetProperty("ipMasq").GetBoolean());

        Assert.Equal(entry.GetProperty("expect").GetString(), environment.ToString());
        Assert.Equal(environment, SubnetEnvironment.Read(environment.ToString()));
    }

    private static void Watch(JsonElement entry)
    {
        CorpusShape.CaseHasOnly(entry, "own", "snapshots");
        LeaseWatcher watcher = new(Lease(entry.GetProperty("own").GetString()!));
        foreach ((JsonElement snapshot, JsonElement expect) in entry.GetProperty("snapshots").EnumerateArray().Zip(entry.GetProperty("expect").EnumerateArray()))
        {
            Assert.Equal(
                expect.EnumerateArray().Select(change => change.GetString()!).ToArray(),
                watcher.Reset([.. snapshot.EnumerateArray().Select(subnet => Lease(subnet.GetString()!))]).Select(Text).ToArray());
        }
    }

    private static FlannelConfig ConfigOf(JsonElement entry) => FlannelText.Config(entry.GetProperty("config").GetRawText());
}
