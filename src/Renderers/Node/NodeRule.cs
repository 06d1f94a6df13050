using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>One rule of a policy or profile, with sets in place of selectors. Lists keep the order in which they are written.</summary>
internal sealed record NodeRule
{
    /// <summary><c>allow</c>, <c>deny</c>, <c>pass</c>, <c>next-tier</c> or <c>log</c>; empty stands for <c>allow</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The family it is for; null for both.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>The protocol, by name in small letters or by number as it is written; null for any.</summary>
    public string? Protocol { get; init; }

    /// <summary>The protocol it must not be.</summary>
    public string? NotProtocol { get; init; }

    /// <summary>The type of ICMP message, and its code.</summary>
    public IcmpMatch? Icmp { get; init; }

    /// <summary>The type of ICMP message, and its code, that it must not be.</summary>
    public IcmpMatch? NotIcmp { get; init; }

    public RuleSide Source { get; init; } = RuleSide.Any;

    public RuleSide Destination { get; init; } = RuleSide.Any;

    /// <summary>The annotations of the rule, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>Where it is written, for those who ask which rule a line comes from.</summary>
    public string Path { get; init; } = "";
}

/// <param name="Type">The type.</param>
/// <param name="Code">The code; null for any.</param>
internal readonly record struct IcmpMatch(byte Type, byte? Code);

/// <param name="First">The lowest port.</param>
/// <param name="Last">The highest port; the lowest where it is a single one.</param>
internal readonly record struct PortRange(ushort First, ushort Last);

/// <summary>What a rule asks of one side of the traffic. Sets are given by their ids.</summary>
internal sealed record RuleSide
{
    public static RuleSide Any { get; } = new();

    public ImmutableArray<IpPrefix> Nets { get; init; } = [];

    public ImmutableArray<IpPrefix> NotNets { get; init; } = [];

    public ImmutableArray<PortRange> Ports { get; init; } = [];

    public ImmutableArray<PortRange> NotPorts { get; init; } = [];

    /// <summary>Sets of addresses with ports that endpoints name.</summary>
    public ImmutableArray<string> NamedPorts { get; init; } = [];

    public ImmutableArray<string> NotNamedPorts { get; init; } = [];

    /// <summary>Sets of addresses.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    public ImmutableArray<string> NotSets { get; init; } = [];

    /// <summary>Sets of addresses with ports that services lead to.</summary>
    public ImmutableArray<string> Services { get; init; } = [];
}
