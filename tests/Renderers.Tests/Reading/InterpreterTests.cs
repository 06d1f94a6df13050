using System.Text;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>How packets walk through chains and hooks.</summary>
public sealed class InterpreterTests
{
    [Theory]
    [InlineData("-A FORWARD -j one\n-A FORWARD -j two\n-A one -j RETURN\n-A one -j ACCEPT", "Drop")]
    [InlineData("-A FORWARD -j one\n-A FORWARD -j two\n-A one -g two", "Drop")]
    [InlineData("-A FORWARD -g one\n-A FORWARD -j two", "Accept")]
    [InlineData("-A FORWARD -j one\n-A FORWARD -j two\n-A one -j ACCEPT", "Accept")]
    [InlineData("-P FORWARD DROP\n-A FORWARD -j RETURN\n-A FORWARD -j ACCEPT", "Drop")]
    [InlineData("-A FORWARD -j REJECT --reject-with tcp-reset", "Reject")]
    [InlineData("-A FORWARD -j ACCEPT\n-I FORWARD -j DROP", "Drop")]
    [InlineData("-A FORWARD -j ACCEPT\n-I FORWARD 2 -j DROP", "Accept")]
    [InlineData("-A FORWARD -j DROP\n-F FORWARD", "Accept")]
    [InlineData("[3:180] -A FORWARD -j LOG --log-prefix \"a b\"\n-A FORWARD -j two", "Drop")]
    public void Jumps_gotos_and_returns_lead_where_they_should(string rules, string verdict)
    {
        LoadedRuleset ruleset = Probe.Filter(rules);

        Assert.Empty(ruleset.Problems);
        Assert.Equal(verdict, ruleset.Forward(Probe.Tcp).Verdict.ToString());
    }

    [Theory]
    [InlineData("--set-mark 0x13/0x1", 0xff)]
    [InlineData("--set-xmark 0xf0/0xff", 0xf0)]
    [InlineData("--or-mark 0x1", 0xfd)]
    [InlineData("--and-mark 0xc", 0xc)]
    [InlineData("--xor-mark 0xff", 0x3)]
    public void Marks_change_as_the_kernel_changes_them(string change, uint expected)
    {
        uint mark = Probe.Filter($"-A FORWARD -j MARK {change}").Forward(Probe.Tcp with { Mark = 0xfc }).Mark;

        Assert.Equal(expected, mark);
    }

    [Fact]
    public void Marks_and_missing_tracking_are_carried_from_hook_to_hook()
    {
        LoadedRuleset ruleset = IptablesReader.Read(
            """
            *filter
            :FORWARD DROP
            -A FORWARD -m mark --mark 1 -m conntrack --ctstate UNTRACKED -j ACCEPT
            COMMIT
            *nat
            -A PREROUTING -j DNAT --to-destination 10.9.9.9
            COMMIT
            *raw
            -A PREROUTING -m conntrack --ctstate INVALID -j MARK --set-mark 1
            -A PREROUTING -j NOTRACK
            COMMIT
            """.Replace(":FORWARD DROP", ":FORWARD DROP [0:0]", StringComparison.Ordinal), IpFamily.V4, Sets());

        Judgement judgement = ruleset.Forward(Probe.Tcp);

        Assert.Empty(ruleset.Problems);
        Assert.Equal((PacketVerdict.Accept, 1u), (judgement.Verdict, judgement.Mark));
        Assert.DoesNotContain(judgement.Trace, rule => rule.Table == "nat");
    }

    [Fact]
    public void A_translated_destination_is_what_later_chains_see()
    {
        LoadedRuleset ruleset = IptablesReader.Read(
            "*nat\n-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.9.9.9:8080\nCOMMIT\n"
            + "*filter\n-A FORWARD -d 10.9.9.9 -p tcp --dport 8080 -m conntrack --ctstate DNAT -j REJECT\nCOMMIT\n", IpFamily.V4, Sets());

        Assert.Equal(PacketVerdict.Reject, ruleset.Forward(Probe.Tcp).Verdict);
        Assert.Equal(PacketVerdict.Accept, ruleset.Forward(Probe.Tcp with { State = ConnectionStates.Established }).Verdict);
    }

    [Fact]
    public void In_nft_accept_ends_one_base_chain_and_drop_ends_all()
    {
        const string Script = """
            add table ip t
            add chain ip t first { type filter hook forward priority 0 ; }
            add chain ip t second { type filter hook forward priority 10 ; policy accept ; }
            add rule ip t first tcp dport 80 accept
            add rule ip t first tcp dport 81 drop
            add rule ip t second counter drop comment "why"
            """;

        Judgement judgement = NftScriptReader.Read(Script).Forward(Probe.Tcp);

        Assert.Equal(PacketVerdict.Drop, judgement.Verdict);
        Assert.Equal(
            "t first 1: Accept (), t second 1: Drop (why)", string.Join(", ", judgement.Trace.Select(rule => rule.ToString())));
        Assert.Single(NftScriptReader.Read(Script).Forward(Probe.Tcp with { DestinationPort = 81 }).Trace);
    }

    [Fact]
    public void A_status_is_compared_exactly_unless_nothing_is_written_between()
    {
        LoadedRuleset ruleset = NftScriptReader.Read(
            """
            add table ip t
            add chain ip t c { type filter hook forward priority 0 ; }
            add rule ip t c ct status != dnat meta mark set mark or 1
            add rule ip t c ct status dnat meta mark set mark or 2
            """);

        Assert.Equal(1u, ruleset.Forward(Probe.Tcp).Mark);
        Assert.Equal(3u, ruleset.Forward(Probe.Tcp with { DestinationTranslated = true }).Mark);
        Assert.Equal(0u, ruleset.Forward(Probe.Tcp with { State = ConnectionStates.Untracked }).Mark);
    }

    [Fact]
    public void A_limit_is_taken_as_not_reached_and_the_answer_is_uncertain()
    {
        Judgement limited = Probe.Filter("-A FORWARD -m limit --limit 1/sec -j DROP").Forward(Probe.Tcp);

        Assert.Equal((PacketVerdict.Drop, true), (limited.Verdict, limited.IsUncertain));
        Assert.False(Probe.Filter("-A FORWARD -s 9.9.9.9 -m limit --limit 1/sec -j DROP").Forward(Probe.Tcp).IsUncertain);
    }

    [Theory]
    [InlineData("-A FORWARD -j one\n-A one -j one")]
    [InlineData("-A FORWARD -g one\n-A one -g three\n-A three -s 10.0.0.0/8 -g one")]
    public void Chains_that_lead_back_to_themselves_are_a_problem(string rules)
    {
        LoadedRuleset ruleset = Probe.Filter(":three - [0:0]\n" + rules);

        Assert.Contains("leads back", Assert.Single(ruleset.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(PacketVerdict.Unknown, ruleset.Forward(Probe.Tcp).Verdict);
    }

    [Fact]
    public void A_path_of_very_many_chains_does_not_overflow()
    {
        const int Chains = 50_000;
        var rules = new StringBuilder();
        for (int chain = 0; chain < Chains; chain++)
        {
            rules.Append(System.Globalization.CultureInfo.InvariantCulture, $":c{chain} - [0:0]\n");
        }

        for (int chain = 1; chain < Chains; chain++)
        {
            rules.Append(System.Globalization.CultureInfo.InvariantCulture, $"-A c{chain - 1} -j c{chain}\n");
        }

        Assert.Equal(PacketVerdict.Drop, Probe.Filter($"{rules}-A c{Chains - 1} -j two\n-A FORWARD -j c0").Forward(Probe.Tcp).Verdict);
    }

    [Fact]
    public void A_walk_of_exponential_length_ends_as_unknown()
    {
        string chains = string.Concat(Enumerable.Range(0, 61).Select(chain => $":c{chain} - [0:0]\n"));
        string rules = string.Concat(Enumerable.Range(0, 60).Select(chain => $"-A c{chain} -j c{chain + 1}\n-A c{chain} -j c{chain + 1}\n"));

        Judgement judgement = Probe.Filter($"{chains}{rules}-A FORWARD -j c0").Forward(Probe.Tcp);

        Assert.Equal(PacketVerdict.Unknown, judgement.Verdict);
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, LoadedSet> Sets() =>
        PolicyEngine.Renderers.Reading.Ipsets.LoadedIpsets.None.Sets;
}
