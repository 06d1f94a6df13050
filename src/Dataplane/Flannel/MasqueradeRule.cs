using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>A rule of the chain that decides which packets leave with the node's address.</summary>
/// <param name="Masquerades">Whether it masquerades what it matches, with a random port; else it lets it go as it is.</param>
public sealed record MasqueradeRule(bool Masquerades)
{
    /// <summary>What it asks of the source.</summary>
    public AddressCondition? Source { get; init; }

    /// <summary>What it asks of the destination.</summary>
    public AddressCondition? Destination { get; init; }

    /// <summary>What it asks of the mark.</summary>
    public MarkCondition? Mark { get; init; }

    /// <summary>The rule in words close to those of nftables.</summary>
    public override string ToString() => string.Join(
        ' ',
        new[]
        {
            Mark?.ToString(),
            Source is null ? null : $"saddr {Source}",
            Destination is null ? null : $"daddr {Destination}",
            Masquerades ? "masquerade fully-random" : "return",
        }.Where(part => part is not null));

    internal bool Matches(IpAddress source, IpAddress destination, uint mark) =>
        Source?.Holds(source) != false && Destination?.Holds(destination) != false && Mark?.Holds(mark) != false;
}

/// <summary>Asks that an address lies in a block, or outside it.</summary>
/// <param name="Block">The block.</param>
/// <param name="IsOutside">Whether it must lie outside.</param>
public sealed record AddressCondition(IpPrefix Block, bool IsOutside = false)
{
    /// <summary>The block, behind <c>!=</c> if outside is meant.</summary>
    public override string ToString() => IsOutside ? $"!= {Block}" : $"{Block}";

    internal bool Holds(IpAddress address) => Block.Contains(address) != IsOutside;
}

/// <summary>Asks that some bits of the mark have a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Mask">The bits.</param>
public sealed record MarkCondition(uint Value, uint Mask)
{
    /// <summary>Value and mask in hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"mark 0x{Value:x}/0x{Mask:x}");

    internal bool Holds(uint mark) => (mark & Mask) == Value;
}
