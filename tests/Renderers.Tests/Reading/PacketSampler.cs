using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>Makes packets that touch what rules ask for: their addresses, ports, interfaces and marks, and what is beside them.</summary>
internal sealed class PacketSampler
{
    private static readonly ConnectionStates[] s_states =
        [ConnectionStates.New, ConnectionStates.New, ConnectionStates.New, ConnectionStates.Established, ConnectionStates.Related, ConnectionStates.Invalid];

    private readonly Random _random;
    private readonly IpFamily _family;
    private readonly List<IpAddress> _addresses = [];
    private readonly List<ushort> _ports = [1, 80, 443, 65535];
    private readonly List<byte> _protocols = [6, 6, 17, 17, 132, 1, 58, 4, 47];
    private readonly List<byte> _types = [0, 8, 128];
    private readonly List<string> _interfaces = ["eth0", "lo", "caliunknown"];
    private readonly List<uint> _marks = [0, 0, 0x10000, 0x80000];

    public PacketSampler(LoadedRuleset ruleset, IpFamily family, int seed)
    {
        (_random, _family) = (new Random(seed), family);
        _addresses.Add(Parse(family == IpFamily.V4 ? "203.0.113.77" : "2001:db8:77::1"));
        foreach (LoadedTable table in ruleset.Tables)
        {
            foreach (Condition condition in table.Chains.Values.SelectMany(chain => chain.Rules).SelectMany(rule => rule.Conditions))
            {
                Collect(condition);
            }

            foreach (FieldValue value in table.Sets.Values.SelectMany(set => set.Elements).SelectMany(element => element.Values))
            {
                Collect(value);
            }
        }
    }

    public (Packet Packet, PacketPath Path) Next()
    {
        var path = (PacketPath)_random.Next(3);
        var protocol = new Protocol(Any(_protocols));
        bool hasPorts = protocol.HasPorts || protocol == Protocol.UdpLite;
        bool isTranslated = _random.Next(4) == 0;
        return (new Packet
        {
            Source = Any(_addresses),
            Destination = Any(_addresses),
            Protocol = protocol,
            SourcePort = hasPorts ? Any(_ports) : null,
            DestinationPort = hasPorts ? Any(_ports) : null,
            IcmpType = protocol.IsIcmp ? Any(_types) : null,
            IcmpCode = protocol.IsIcmp ? (byte)_random.Next(5) : null,
            Flags = protocol == Protocol.Tcp ? (byte)_random.Next(64) : null,
            InInterface = path == PacketPath.Output ? "" : Any(_interfaces),
            OutInterface = path == PacketPath.Input ? "" : Any(_interfaces),
            State = Any(s_states),
            DestinationTranslated = isTranslated,
            SourceIsLocal = _random.Next(3) == 0,
            DestinationIsLocal = _random.Next(3) == 0,
            SourceIsOfInterface = _random.Next(3) == 0,
            ReversePathFails = _random.Next(8) == 0,
            Mark = Any(_marks),
        }, path);
    }

    private static IpAddress Parse(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : default;

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private void Collect(Condition condition)
    {
        switch (condition)
        {
            case AddressCondition addresses:
                foreach (IpPrefix prefix in addresses.Addresses.Prefixes.Take(8))
                {
                    AddRange(prefix.First, prefix.Last);
                }

                break;
            case PortCondition ports:
                foreach (Interval<ushort> range in ports.Ports.Intervals)
                {
                    AddPorts(range.Low, range.High);
                }

                break;
            case ProtocolCondition protocols:
                _protocols.AddRange(protocols.Protocols.Intervals.Select(range => range.Low));
                break;
            case IcmpCondition icmp:
                _types.AddRange(icmp.Types.Intervals.Select(range => range.Low));
                break;
            case InterfaceCondition names:
                _interfaces.AddRange(names.Patterns.Select(pattern => pattern.IsPrefix ? pattern.Name + "x" : pattern.Name));
                break;
            case MarkCondition mark:
                _marks.Add(mark.Value);
                _marks.Add(mark.Mask);
                break;
        }
    }

    private void Collect(FieldValue value)
    {
        switch (value)
        {
            case AddressValue addresses:
                AddRange(addresses.Low, addresses.High);
                break;
            case NumberValue { High: <= ushort.MaxValue } numbers:
                AddPorts((ushort)numbers.Low, (ushort)numbers.High);
                break;
            case InterfaceValue name:
                _interfaces.Add(name.Pattern.Name + (name.Pattern.IsPrefix ? "x" : ""));
                break;
        }
    }

    private void AddRange(IpAddress low, IpAddress high)
    {
        if (low.Family == _family)
        {
            _addresses.Add(low);
            _addresses.Add(high);
            _addresses.Add(IpPrefix.Of(low, low.BitLength - 3).Last);
        }
    }

    private void AddPorts(ushort low, ushort high)
    {
        _ports.Add(low);
        _ports.Add(high);
        _ports.Add((ushort)Math.Min(high + 1, ushort.MaxValue));
    }
}
