using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>What one side of traffic can still be: the selectors it satisfies, those it does not, and its addresses.</summary>
/// <param name="IsNobody">Whether the address belongs to nothing, so that no selector matches it.</param>
/// <param name="All">The selectors that match.</param>
/// <param name="None">The selectors that do not.</param>
/// <param name="Addresses">The addresses it may have.</param>
internal sealed record SideRegion(bool IsNobody, ImmutableArray<Selector> All, ImmutableArray<Selector> None, AddressSet Addresses);
