using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>Whatever a text says, reading it ends without an exception, and what is read can be asked.</summary>
public sealed class HostileTextTests
{
    private static readonly string s_json = """
        {"nftables": [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "ip", "name": "t"}},
        {"chain": {"family": "ip", "table": "t", "name": "c", "type": "filter", "hook": "forward", "prio": 0, "policy": "accept"}},
        {"set": {"family": "ip", "name": "s", "table": "t", "type": ["ipv4_addr", "inet_service"], "elem": [{"concat": ["10.0.0.1", 80]}]}},
        {"map": {"family": "ip", "name": "m", "table": "t", "type": "ifname", "map": "verdict", "elem": [["eth0", {"jump": {"target": "c"}}]]}},
        {"rule": {"family": "ip", "table": "t", "chain": "c", "comment": "x", "expr": [
        {"match": {"op": "==", "left": {"&": [{"meta": {"key": "mark"}}, 196608]}, "right": 65536}},
        {"match": {"op": "!=", "left": {"concat": [{"payload": {"protocol": "ip", "field": "saddr"}}, {"payload": {"protocol": "th", "field": "dport"}}]}, "right": "@s"}},
        {"match": {"op": "==", "left": {"fib": {"result": "oif", "flags": ["saddr", "iif"]}}, "right": "0"}},
        {"vmap": {"key": {"meta": {"key": "iifname"}}, "data": "@m"}},
        {"mangle": {"key": {"meta": {"key": "mark"}}, "value": {"^": [{"&": [{"meta": {"key": "mark"}}, 4293263359]}, 65536]}}},
        {"snat": {"addr": "1.2.3.4", "port": {"range": [5, 9]}}}, {"limit": {"rate": 5, "per": "second", "inv": true}}, {"drop": null}]}}]}
        """;

    [Theory]
    [InlineData(IpFamily.V4)]
    [InlineData(IpFamily.V6)]
    public void Texts_with_pieces_changed_are_read_to_their_end(IpFamily family)
    {
        var random = new Random(5);
        for (int round = 0; round < 400; round++)
        {
            LoadedIpsets sets = IpsetReader.Read(Damage(WideTexts.Ipset(family), random));
            Ask(IptablesReader.Read(Damage(WideTexts.Iptables(family), random), family, sets.Sets), family);
            Ask(NftScriptReader.Read(Damage(WideTexts.Nft(family), random)), family);
            Ask(NftJsonReader.Read(Damage(s_json, random)), IpFamily.V4);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\0\n")]
    [InlineData("*\n:\n-A\n-A x\n-I\nCOMMIT x")]
    [InlineData("*filter\n-A FORWARD -j\n-A FORWARD -m\n-A FORWARD !\n-A FORWARD ! !\n-A FORWARD -s\n-I FORWARD 99999999999 -j DROP\n-A FORWARD \"")]
    [InlineData("create\nadd\nadd x y\ncreate x list:set\nadd x x\ncreate y hash:ip,port,zz\nadd y 1\nswap x\ndestroy\n")]
    [InlineData("add\nadd rule\nadd rule ip\nadd table ip t\nadd chain ip t c {\nadd rule ip t c {\nadd rule ip t c ip\nadd rule ip t c ip saddr {\nadd rule ip t c meta mark set")]
    [InlineData("{\"nftables\": [{}, [], 1, null, {\"rule\": null}, {\"table\": {\"name\": \"\\ud800\"}}, {\"set\": []}]}")]
    [InlineData("{\"nftables\": [{\"rule\": ")]
    [InlineData("{\"nft\\ud800\": []}")]
    public void Broken_texts_are_read_to_their_end(string text)
    {
        LoadedIpsets sets = IpsetReader.Read(text);
        Ask(IptablesReader.Read(text, IpFamily.V4, sets.Sets), IpFamily.V4);
        Ask(NftScriptReader.Read(text), IpFamily.V4);
        Ask(NftJsonReader.Read(text), IpFamily.V4);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"&\": [", 5000));

        Assert.NotEmpty(NftJsonReader.Read("{\"nftables\": [{\"rule\": " + deep).Problems);
        Ask(NftScriptReader.Read("add table ip t\nadd chain ip t c\nadd rule ip t c ip saddr " + new string('(', 100_000)), IpFamily.V4);
        Ask(NftScriptReader.Read("add table ip t\nadd chain ip t c\nadd rule ip t c meta mark set 1" + string.Concat(Enumerable.Repeat(" | 1", 100_000))), IpFamily.V4);
    }

    [Fact]
    public void A_set_that_lists_itself_is_unknown() => Assert.Equal(
        PacketVerdict.Unknown,
        Probe.Filter("-A FORWARD -m set --match-set x src -j DROP", "create x list:set\nadd x x").Forward(Probe.Tcp).Verdict);

    private static void Ask(LoadedRuleset ruleset, IpFamily family)
    {
        var interpreter = new RulesetInterpreter(ruleset);
        var sampler = new PacketSampler(ruleset, family, seed: 3);
        for (int count = 0; count < 3; count++)
        {
            (Packet packet, PacketPath path) = sampler.Next();
            interpreter.Judge(packet, path);
        }
    }

    // Takes a piece out, puts one in from elsewhere, or changes a letter.
    private static string Damage(string text, Random random)
    {
        for (int count = random.Next(1, 6); count > 0 && text.Length > 10; count--)
        {
            int place = random.Next(text.Length);
            int length = Math.Min(random.Next(1, 12), text.Length - place);
            text = random.Next(3) switch
            {
                0 => text.Remove(place, length),
                1 => text.Insert(random.Next(text.Length), text.Substring(place, length)),
                _ => text.Remove(place, 1).Insert(place, " \n\"!{}-/:,0@\u00e9\ud800"[random.Next(14)].ToString()),
            };
        }

        return text;
    }
}
