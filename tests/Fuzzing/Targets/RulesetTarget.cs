using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace Fuzzing.Tests;

/// <summary>Rules of a node, and what becomes of packets that meet them.</summary>
internal abstract class RulesetTarget : FuzzTarget
{
    private static readonly Packet[] s_packets =
    [
        new() { Source = Address("10.0.1.5"), Destination = Address("10.0.2.7"), Protocol = Protocol.Tcp, SourcePort = 40000, DestinationPort = 5432, InInterface = "caliweb", OutInterface = "calidb" },
        new() { Source = Address("192.0.2.1"), Destination = Address("10.0.2.7"), Protocol = Protocol.Udp, SourcePort = 53, DestinationPort = 53, InInterface = "eth0", State = ConnectionStates.Established },
        new() { Source = Address("fd00::1"), Destination = Address("fd00::2"), Protocol = Protocol.IcmpV6, IcmpType = 128, IcmpCode = 0, OutInterface = "eth0", Mark = 0x10000 },
    ];

    public sealed override void Read(FuzzInput input)
    {
        foreach (LoadedRuleset ruleset in Load(input.Text))
        {
            var interpreter = new RulesetInterpreter(ruleset);
            foreach (Packet packet in s_packets)
            {
                foreach (PacketPath path in Enum.GetValues<PacketPath>())
                {
                    _ = interpreter.Judge(packet, path);
                }
            }
        }
    }

    /// <summary>Reads the rules.</summary>
    protected abstract IEnumerable<LoadedRuleset> Load(string text);

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
