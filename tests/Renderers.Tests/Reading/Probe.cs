using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>Short ways to read rules and to ask about packets.</summary>
internal static class Probe
{
    public static Packet Tcp { get; } = new()
    {
        Source = Address("10.0.0.1"),
        Destination = Address("10.0.0.2"),
        Protocol = Protocol.Tcp,
        SourcePort = 40000,
        DestinationPort = 80,
        Flags = 2,
        InInterface = "eth0",
        OutInterface = "eth1",
    };

    public static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    /// <summary>Rules of the table filter with an empty chain <c>one</c> and one that drops, <c>two</c>.</summary>
    public static LoadedRuleset Filter(string rules, string sets = "") => IptablesReader.Read(
        $"*filter\n:FORWARD ACCEPT [0:0]\n:one - [0:0]\n:two - [0:0]\n{rules}\n-A two -j DROP\nCOMMIT\n", IpFamily.V4, IpsetReader.Read(sets).Sets);

    public static Judgement Forward(this LoadedRuleset ruleset, Packet packet) => new RulesetInterpreter(ruleset).Judge(packet, PacketPath.Forward);

    /// <summary>Whether a rule with these matches takes the packet.</summary>
    public static bool Takes(string matches, Packet packet, string sets = "")
    {
        LoadedRuleset ruleset = Filter($"-A FORWARD {matches} -j DROP", sets);
        Assert.Empty(ruleset.Problems);
        return ruleset.Forward(packet).Verdict == PacketVerdict.Drop;
    }
}
