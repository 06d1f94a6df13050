using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>Addresses with labels, which rules select like endpoints. Policies never govern it.</summary>
/// <param name="Namespace">The namespace, or the empty string for a global set.</param>
/// <param name="Name">The name.</param>
/// <param name="Labels">Its effective labels.</param>
/// <param name="Addresses">The addresses it holds.</param>
/// <param name="Span">Where it is written.</param>
public sealed record NetworkSet(string Namespace, string Name, LabelSet Labels, AddressSet Addresses, SourceSpan Span)
{
    /// <summary>The blocks that it lists, in the order in which they are written.</summary>
    public ImmutableArray<IpPrefix> Blocks { get; init; } = [];
}
