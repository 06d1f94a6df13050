using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <content>How values are read. One that Felix could not read counts as not given.</content>
internal sealed partial record FelixSettings
{
    // Accept, pass, drop and the two scratch bits.
    private const int FewestMarkBits = 5;

    [GeneratedRegex(@"^[a-zA-Z0-9:._+-]{1,15}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();

    /// <summary>A value as it is given. Felix passes over empty ones.</summary>
    private string? Text(string name) => Given.TryGetValue(name, out string? text) && text.AsSpan().Trim() is { Length: > 0 } trimmed ? trimmed.ToString() : null;

    /// <summary>A value that <c>none</c> takes away.</summary>
    private string? TextOrNone(string name) => Text(name) is { } text && !IsNone(text) ? text : null;

    private static bool IsNone(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private bool? SwitchOrNull(string name) => Text(name)?.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "Y" or "T" => true,
        "FALSE" or "0" or "NO" or "N" or "F" => false,
        _ => null,
    };

    private bool Switch(string name) => SwitchOrNull(name) ?? false;

    private bool IsReturn(string name) => OneOf(name, "ACCEPT", "RETURN") == "RETURN";

    /// <summary>One of some words, however its letters are; the first where it is none.</summary>
    private string OneOf(string name, params ReadOnlySpan<string> words)
    {
        string? text = Text(name);
        foreach (string word in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return words[0];
    }

    private int Number(string name, int byDefault, int least, int most) =>
        Text(name) is { } text && TryReadNumber(text, out long number) && number >= least && number <= most ? (int)number : byDefault;

    private uint Mask(string name) =>
        Text(name) is { } text && TryReadNumber(text, out long mask) && mask is > 0 and <= uint.MaxValue && BitOperations.PopCount((uint)mask) >= FewestMarkBits
            ? (uint)mask
            : 0xffff0000;

    private IpAddress? Address(string name, IpFamily family) =>
        IpAddress.TryParse(Text(name), out IpAddress address) && address.Family == family ? address : null;

    private string LinkName(string name, string byDefault) =>
        Text(name) is { } text && LinkPattern().IsMatch(text) ? text : byDefault;

    private ImmutableArray<string> Words(string name, string byDefault)
    {
        string[] words = (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? [.. words] : [byDefault];
    }

    private ImmutableArray<IpPrefix> Nets(string name)
    {
        ImmutableArray<IpPrefix>.Builder nets = ImmutableArray.CreateBuilder<IpPrefix>();
        foreach (string word in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IpPrefix.TryParse(word, out IpPrefix net))
            {
                return [];
            }

            nets.Add(net);
        }

        return nets.ToImmutable();
    }

    private ImmutableArray<PortRange> PortRanges(string name, PortRange? byDefault)
    {
        ImmutableArray<PortRange>.Builder ranges = ImmutableArray.CreateBuilder<PortRange>();
        foreach (string word in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = word.Split(':');
            if (ends.Length > 2 || !TryReadPort(ends[0], out ushort first) || !TryReadPort(ends[^1], out ushort last) || first > last)
            {
                ranges.Clear();
                break;
            }

            ranges.Add(new PortRange(first, last));
        }

        return ranges.Count > 0 || byDefault is not { } range ? ranges.ToImmutable() : [range];
    }

    private ImmutableArray<FailsafePort> Failsafes(string name, string byDefault)
    {
        string? text = Text(name);
        if (text is null)
        {
            return Failsafes(byDefault)!.Value;
        }

        return IsNone(text) ? [] : Failsafes(text) ?? Failsafes(byDefault)!.Value;
    }

    private static ImmutableArray<FailsafePort>? Failsafes(string text)
    {
        ImmutableArray<FailsafePort>.Builder ports = ImmutableArray.CreateBuilder<FailsafePort>();
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryReadFailsafe(word, out FailsafePort port))
            {
                return null;
            }

            ports.Add(port);
        }

        return ports.ToImmutable();
    }

    /// <summary>Reads <c>port</c>, <c>protocol:port</c> or <c>protocol:net:port</c>; a net of IPv6 stands in brackets.</summary>
    private static bool TryReadFailsafe(string text, out FailsafePort port)
    {
        port = default;
        int first = text.IndexOf(':', StringComparison.Ordinal);
        int last = text.LastIndexOf(':');
        string protocol = first < 0 ? "tcp" : text[..first].ToLowerInvariant();
        if (protocol is not ("tcp" or "udp") || !TryReadPort(text[(last + 1)..], out ushort number))
        {
            return false;
        }

        if (first == last)
        {
            port = new FailsafePort(protocol, number);
            return true;
        }

        bool isNet = IpPrefix.TryParse(text.AsSpan((first + 1)..last).TrimStart('[').TrimEnd(']'), out IpPrefix net);
        port = new FailsafePort(protocol, number, net);
        return isNet;
    }

    private static bool TryReadPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);

    /// <summary>Reads a decimal or, behind <c>0x</c>, a hexadecimal number.</summary>
    private static bool TryReadNumber(string text, out long number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
