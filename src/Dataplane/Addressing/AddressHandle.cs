using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>
/// A handle's counters. Like Calico's they count what was requested from a block, not what it gave, so that a rest can survive
/// the release of every address.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Counts">By block, how many addresses were requested under it and not released.</param>
public sealed record AddressHandle(string Name, ImmutableSortedDictionary<IpPrefix, int> Counts) : IRecord<string, AddressHandle>
{
    string IRecord<string, AddressHandle>.Key => Name;

    long IRecord<string, AddressHandle>.Revision => Revision;

    private long Revision { get; init; }

    AddressHandle IRecord<string, AddressHandle>.At(long revision) => this with { Revision = revision };

    internal static AddressHandle New(string name) =>
        new(name, ImmutableSortedDictionary.Create<IpPrefix, int>(PrefixOrder.Instance));

    internal AddressHandle Plus(IpPrefix block, int count) =>
        this with { Counts = Counts.SetItem(block, Counts.GetValueOrDefault(block) + count) };

    internal AddressHandle Minus(IpPrefix block, int count) =>
        this with { Counts = Counts.GetValueOrDefault(block) > count ? Counts.SetItem(block, Counts[block] - count) : Counts.Remove(block) };
}
