using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Program;

/// <summary>One condition of a rule. A rule applies where all of its matches do.</summary>
internal abstract record Match
{
    private Match()
    {
    }

    /// <summary>A protocol by name in small letters, or by its number.</summary>
    public sealed record Transport(string Name, bool IsNegated = false) : Match;

    public sealed record Net(Side Side, IpPrefix Prefix, bool IsNegated = false) : Match;

    /// <summary>One of some addresses.</summary>
    public sealed record Addresses(Side Side, ImmutableArray<IpAddress> Any) : Match
    {
        public bool Equals(Addresses? other) => other is not null && Side == other.Side && Any.AsSpan().SequenceEqual(other.Any.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Side, Any.Length);
    }

    /// <summary>An address that is in a set of addresses or blocks.</summary>
    public sealed record InSet(Side Side, string SetName, bool IsNegated = false) : Match;

    /// <summary>An address, protocol and port that are in a set of such.</summary>
    public sealed record InPortSet(Side Side, string SetName, bool IsNegated = false) : Match;

    /// <summary>One of at most 15 ports, where a range takes two places.</summary>
    public sealed record Ports(Side Side, ImmutableArray<PortRange> Any, bool IsNegated = false) : Match
    {
        public bool Equals(Ports? other) => other is not null && Side == other.Side && IsNegated == other.IsNegated
            && Any.AsSpan().SequenceEqual(other.Any.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Side, IsNegated, Any.Length);
    }

    public sealed record DestinationPort(ushort Port) : Match;

    public sealed record Icmp(IcmpMatch Message, bool IsNegated = false) : Match;

    /// <summary>None of some bits of the packet's mark is set.</summary>
    public sealed record MarkClear(uint Mask) : Match;

    /// <summary>Some of some bits of the packet's mark are set.</summary>
    public sealed record MarkNotClear(uint Mask) : Match;

    public sealed record Mark(uint Value, uint Mask, bool IsNegated = false) : Match;

    /// <summary>An interface by its name, or by how its name begins.</summary>
    public sealed record Interface(LinkDirection Direction, string Name, bool IsPrefix = false) : Match;

    /// <summary>Goes where a <see cref="VerdictMap"/> says for the interface. Such a rule has no verb.</summary>
    public sealed record Dispatch(LinkDirection Direction, string MapName) : Match;

    public sealed record Connection(ConnectionState State) : Match;

    /// <summary>A connection whose destination has been translated.</summary>
    public sealed record Translated(bool IsNegated = false) : Match;

    /// <summary>The route back to the sender does not lead through the interface that the packet came in by.</summary>
    public sealed record ReversePathFails : Match;

    /// <summary>An address of the node itself, or of the interface only that the packet leaves by.</summary>
    public sealed record LocalAddress(Side Side, bool IsNegated = false, bool OfOutInterface = false) : Match;

    /// <param name="PerTime">The rate, such as <c>10/minute</c>.</param>
    /// <param name="Burst">How many packets may come at once; zero for the kernel's own.</param>
    public sealed record Rate(string PerTime, int Burst) : Match;
}
