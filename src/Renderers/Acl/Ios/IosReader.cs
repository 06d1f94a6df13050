using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Ios;

/// <summary>Reads extended access lists of Cisco IOS, by the grammar of its command reference.</summary>
internal sealed class IosReader
{
    private readonly Dictionary<string, List<(long Number, AclLine Line)>> _lists = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private List<(long Number, AclLine Line)>? _list;
    private readonly Dictionary<string, AddressSet> _groups = new(StringComparer.Ordinal);
    private string? _group;
    private bool _isV6;

    public static AclReading Read(string text)
    {
        var reader = new IosReader();
        foreach (string line in text.Split('\n'))
        {
            reader.ReadLine(line);
        }

        return new AclReading(
            reader._lists.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.OrderBy(line => line.Number).Select(line => line.Line).ToImmutableArray(), StringComparer.Ordinal),
            [.. reader._problems]);
    }

    private void ReadLine(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case [] or ["!", ..]:
                return;
            case ["ip", "access-list", "extended", var name]:
                Begin(name, isV6: false);
                return;
            case ["ipv6", "access-list", var name]:
                Begin(name, isV6: true);
                return;
            case ["object-group", "network", var name]:
                (_group, _list) = (name, null);
                _groups[name] = AddressSet.Empty;
                return;
            case [..] when _group is { } group && ReadMember(words) is { } members:
                _groups[group] = _groups[group].Union(members);
                return;
        }

        int at = words[0] == "sequence" ? 1 : 0;
        long number = _list is { Count: > 0 } known ? known[^1].Number + 10 : 10;
        if (at < words.Length && long.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out long given))
        {
            (number, at) = (given, at + 1);
        }

        if (_list is null || at >= words.Length || (words[at] != "remark" && !TryReadEntry(words[at..], number, line)))
        {
            _problems.Add($"`{line}` is not understood");
        }
    }

    private void Begin(string name, bool isV6)
    {
        (_isV6, _group) = (isV6, null);
        _lists[name] = _list = [];
    }

    /// <summary>Groups have subnet masks, where lists have wildcards.</summary>
    private AddressSet? ReadMember(string[] words) => words switch
    {
        ["host", var text] when IpAddress.TryParse(text, out IpAddress host) => AddressSet.Of(host),
        ["range", var low, var high] when IpAddress.TryParse(low, out IpAddress first) && IpAddress.TryParse(high, out IpAddress last) && first <= last => AddressSet.FromRange(first, last),
        ["group-object", var name] => _groups.GetValueOrDefault(name),
        [var text, var mask] when IpAddress.TryParse(text, out IpAddress address) && IpAddress.TryParse(mask, out IpAddress subnet) => Block(address, ~subnet.Value.Low & uint.MaxValue),
        _ => null,
    };

    private bool TryReadEntry(string[] words, long number, string text)
    {
        if (words is not (["permit", ..] or ["deny", ..]) || words.Length < 4)
        {
            return false;
        }

        if (words[1..] is ["icmp", "any", "any", "nd-na" or "nd-ns"])
        {
            // Neighbours of the link are no traffic of pods.
            return true;
        }

        var rest = new Queue<string>(words[2..]);
        if (!TryReadProtocol(words[1], out Protocol? protocol)
            || ReadAddresses(rest) is not { } sources
            || ReadPorts(rest) is not { } sourcePorts
            || ReadAddresses(rest) is not { } destinations
            || ReadPorts(rest) is not { } destinationPorts)
        {
            return false;
        }

        TrafficSet traffic = protocol is not { } known ? TrafficSet.All : TrafficSet.ForProtocol(known);
        if (!sourcePorts.IsFull || !destinationPorts.IsFull)
        {
            if (protocol is not { HasPorts: true } withPorts)
            {
                return false;
            }

            traffic = TrafficSet.Ports(withPorts, destinationPorts, sourcePorts);
        }

        if (protocol is { IsIcmp: true } icmp && rest.TryPeek(out string? type) && byte.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out byte icmpType))
        {
            rest.Dequeue();
            byte? code = rest.TryPeek(out string? next) && byte.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out byte icmpCode) ? icmpCode : null;
            if (code is not null)
            {
                rest.Dequeue();
            }

            traffic = TrafficSet.Icmp(icmp, icmpType, code);
        }

        bool isEstablished = rest.TryPeek(out string? word) && word == "established";
        if (isEstablished)
        {
            rest.Dequeue();
        }

        _list!.Add((number, new AclLine(words[0] == "permit", sources, destinations, traffic, isEstablished, text.Trim())));
        return rest.All(last => last is "log" or "log-input");
    }

    private bool TryReadProtocol(string word, out Protocol? protocol)
    {
        protocol = word switch
        {
            "icmp" => _isV6 ? Protocol.IcmpV6 : Protocol.Icmp,
            "tcp" => Protocol.Tcp,
            "udp" => Protocol.Udp,
            "sctp" => Protocol.Sctp,
            "gre" => new Protocol(47),
            "esp" => new Protocol(50),
            "ahp" => new Protocol(51),
            _ => byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? new Protocol(number) : null,
        };
        return protocol is not null || word == (_isV6 ? "ipv6" : "ip");
    }

    private AddressSet? ReadAddresses(Queue<string> words)
    {
        if (!words.TryDequeue(out string? word))
        {
            return null;
        }

        if (word == "any")
        {
            return _isV6 ? AddressSet.AllV6 : AddressSet.AllV4;
        }

        if (word == "host")
        {
            return words.TryDequeue(out string? host) && IpAddress.TryParse(host, out IpAddress single) ? AddressSet.Of(single) : null;
        }

        if (word == "object-group")
        {
            return !_isV6 && words.TryDequeue(out string? group) ? _groups.GetValueOrDefault(group) : null;
        }

        if (_isV6)
        {
            return IpPrefix.TryParse(word, out IpPrefix block) ? AddressSet.Of(block) : null;
        }

        if (!IpAddress.TryParse(word, out IpAddress address) || !words.TryDequeue(out string? mask) || !IpAddress.TryParse(mask, out IpAddress wildcard))
        {
            return null;
        }

        return Block(address, wildcard.Value.Low);
    }

    /// <summary>One bits say what does not matter; only those at the end make a block.</summary>
    private static AddressSet? Block(IpAddress address, ulong wildcard) => (wildcard & (wildcard + 1)) == 0
        ? AddressSet.FromRange(IpAddress.V4((uint)(address.Value.Low & ~wildcard)), IpAddress.V4((uint)(address.Value.Low | wildcard)))
        : null;

    private static IntervalSet<ushort>? ReadPorts(Queue<string> words)
    {
        if (!words.TryPeek(out string? word) || word is not ("eq" or "neq" or "gt" or "lt" or "range"))
        {
            return IntervalSet<ushort>.Full;
        }

        words.Dequeue();
        var ports = new List<ushort>();
        while (words.TryPeek(out string? next) && ushort.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            words.Dequeue();
            ports.Add(port);
        }

        IntervalSet<ushort> listed = IntervalSet<ushort>.FromIntervals(ports.Select(port => new Interval<ushort>(port, port)));
        return (word, ports) switch
        {
            ("eq", { Count: > 0 and <= 10 }) => listed,
            ("neq", { Count: > 0 and <= 10 }) => listed.Complement(),
            ("gt", [< ushort.MaxValue and var port]) => IntervalSet<ushort>.Of((ushort)(port + 1), ushort.MaxValue),
            ("lt", [> 0 and var port]) => IntervalSet<ushort>.Of(0, (ushort)(port - 1)),
            ("range", [var low, var high]) when low <= high => IntervalSet<ushort>.Of(low, high),
            _ => null,
        };
    }
}
