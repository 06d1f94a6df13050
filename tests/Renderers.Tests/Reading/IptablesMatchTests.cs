using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>What each match of iptables takes.</summary>
public sealed class IptablesMatchTests
{
    [Theory]
    [InlineData("-p tcp", true)]
    [InlineData("! --protocol 6", false)]
    [InlineData("-p all", true)]
    [InlineData("-s 10.0.0.0/24", true)]
    [InlineData("--source 10.0.0.0/255.255.255.0", true)]
    [InlineData("-s 10.0.0.9,10.0.0.1", true)]
    [InlineData("! -s 10.0.0.1", false)]
    [InlineData("--destination ! 10.0.0.2", false)]
    [InlineData("-i eth+", true)]
    [InlineData("-i eth", false)]
    [InlineData("! -o eth1", false)]
    [InlineData("-p tcp --dport 80", true)]
    [InlineData("-p tcp -m tcp ! --dport 79:81", false)]
    [InlineData("-p tcp --sport 40000:", true)]
    [InlineData("-p tcp --sport :39999", false)]
    [InlineData("-p tcp -m multiport --ports 40000", true)]
    [InlineData("-p tcp -m multiport ! --destination-ports 79:81,443", false)]
    [InlineData("-p tcp --syn", true)]
    [InlineData("-p tcp --tcp-flags ALL SYN,ACK", false)]
    [InlineData("-p udp --dport 80", false)]
    [InlineData("-m mark --mark 0x0/0xff", true)]
    [InlineData("-m mark ! --mark 0/0x1", false)]
    [InlineData("-m mark --mark 3/1", false)]
    [InlineData("-m conntrack --ctstate NEW", true)]
    [InlineData("-m conntrack ! --ctstate INVALID,DNAT", true)]
    [InlineData("-m addrtype --src-type LOCAL", false)]
    [InlineData("-m rpfilter --invert --validmark", false)]
    [InlineData("-m rpfilter", true)]
    [InlineData("-m comment --comment \"-j ACCEPT\"", true)]
    [InlineData("-m limit --limit 5/min", true)]
    [InlineData("-p tcp -m connlimit --connlimit-above 3", false)]
    public void A_match_takes_what_it_says(string match, bool takes) => Assert.Equal(takes, Probe.Takes(match, Probe.Tcp));

    [Theory]
    [InlineData("-p icmp --icmp-type 8", true)]
    [InlineData("-p icmp -m icmp --icmp-type echo-request", true)]
    [InlineData("-p icmp -m icmp ! --icmp-type 8/0", false)]
    [InlineData("-p icmp -m icmp ! --icmp-type 8/1", true)]
    [InlineData("-p icmp -m icmp --icmp-type any", true)]
    public void A_match_of_messages_looks_at_type_and_code(string match, bool takes) =>
        Assert.Equal(takes, Probe.Takes(match, Message));

    [Theory]
    [InlineData("a src", true)]
    [InlineData("a dst", false)]
    [InlineData("n src", true)]
    [InlineData("n dst", false)]
    [InlineData("p dst,dst", true)]
    [InlineData("p src,dst", false)]
    [InlineData("p dst", false)]
    [InlineData("b dst", true)]
    [InlineData("l src", true)]
    [InlineData("v6 src", false)]
    public void A_set_is_asked_for_the_sides_that_the_rule_names(string set, bool takes)
    {
        const string Sets = """
            create a hash:ip family inet
            add a 10.0.0.1
            create n hash:net family inet
            add n 10.0.0.0/8
            add n 10.0.0.2/31 nomatch
            create p hash:ip,port family inet
            add p 10.0.0.2,80
            create b bitmap:port range 0-100
            add b 80
            create l list:set
            add l b
            add l a
            create v6 hash:net family inet6
            """;

        Assert.Equal(takes, Probe.Takes($"-m set --match-set {set}", Probe.Tcp, Sets));
        Assert.Equal(!takes, Probe.Takes($"-m set ! --match-set {set}", Probe.Tcp, Sets));
    }

    [Fact]
    public void A_set_of_ports_knows_messages_by_type_and_code() => Assert.True(
        Probe.Takes("-m set --match-set p src,src", Message, "create p hash:ip,port family inet\nadd p 10.0.0.1,icmp:8/0"));

    [Theory]
    [InlineData("-m multiport --dports 80", "7:15")]
    [InlineData("-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15:16", "7:41")]
    [InlineData("-p tcp -m udp --dport 80", "7:22")]
    [InlineData("-s fd00::1", "7:15")]
    [InlineData("-m nonesuch --with this --and that", "7:15")]
    [InlineData("--dport 80", "7:12")]
    [InlineData("-p tcp --dport 80:79", "7:27")]
    [InlineData("-i interface-name-too-long", "7:15")]
    [InlineData("-m conntrack --ctstate SOMETIMES", "7:35")]
    public void What_is_not_understood_is_a_problem_and_makes_the_verdict_unknown(string match, string place)
    {
        LoadedRuleset ruleset = IptablesOf(match);

        ReadProblem problem = Assert.Single(ruleset.Problems);
        Assert.Equal(place, $"{problem.Line}:{problem.Column}");
        Assert.Equal(PacketVerdict.Unknown, ruleset.Forward(Probe.Tcp).Verdict);
    }

    [Fact]
    public void A_rule_that_is_not_understood_does_not_matter_to_packets_that_its_other_matches_refuse()
    {
        LoadedRuleset ruleset = IptablesOf("-s 10.9.9.9 -m nonesuch");

        Assert.Equal(PacketVerdict.Accept, ruleset.Forward(Probe.Tcp).Verdict);
        Assert.Equal(PacketVerdict.Unknown, ruleset.Forward(Probe.Tcp with { Source = Probe.Address("10.9.9.9") }).Verdict);
    }

    private static Packet Message => Probe.Tcp with
    {
        Protocol = Protocol.Icmp,
        SourcePort = null,
        DestinationPort = null,
        IcmpType = 8,
        IcmpCode = 0,
    };

    private static LoadedRuleset IptablesOf(string match) => Probe.Filter($"\n\n-A FORWARD {match} -j DROP");
}
