using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>A way in which policies name parties.</summary>
internal abstract record PartyTerm;

/// <summary>Addresses.</summary>
/// <param name="Prefix">The block.</param>
internal sealed record NetTerm(IpPrefix Prefix) : PartyTerm;

/// <summary>The endpoints with these labels.</summary>
/// <param name="Namespace">Their namespace; empty for host endpoints.</param>
/// <param name="Labels">The labels; none for all endpoints there.</param>
internal sealed record LabelTerm(string Namespace, ImmutableArray<KeyValuePair<string, string>> Labels) : PartyTerm
{
    public bool IsHost => Namespace.Length == 0;

    public bool Matches(LabelSet labels) => Labels.All(label => labels[label.Key] == label.Value);

    public bool Equals(LabelTerm? other) => other is not null && Namespace == other.Namespace && Labels.SequenceEqual(other.Labels);

    public override int GetHashCode() => HashCode.Combine(Namespace, Labels.Length);
}
