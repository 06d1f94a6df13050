using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>A machine of the cluster.</summary>
/// <param name="Name">The name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Addresses">Its addresses.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Node(string Name, LabelSet Labels, ImmutableArray<IpAddress> Addresses, SourceSpan Span)
{
    /// <summary>The addresses of its tunnels, which it sends from to pods of other nodes (Calico).</summary>
    public ImmutableArray<IpAddress> TunnelAddresses { get; init; } = [];

    /// <summary>The subnets that its addresses are in, as far as the input gives them (Calico).</summary>
    public ImmutableArray<IpPrefix> Subnets { get; init; } = [];

    /// <summary>Whether all about it is the same as of another.</summary>
    internal bool HasContentsOf(Node other) =>
        (Name, Labels, Span) == (other.Name, other.Labels, other.Span)
        && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
        && TunnelAddresses.AsSpan().SequenceEqual(other.TunnelAddresses.AsSpan())
        && Subnets.AsSpan().SequenceEqual(other.Subnets.AsSpan());

    /// <summary>Its first address of a family; null where it has none.</summary>
    internal IpAddress? AddressIn(IpFamily family) => Addresses.FirstIn(family);

    /// <summary>The first address of its tunnels in a family; null where they have none.</summary>
    internal IpAddress? TunnelIn(IpFamily family) => TunnelAddresses.FirstIn(family);
}
