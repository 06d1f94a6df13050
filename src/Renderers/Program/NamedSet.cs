using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Program;

/// <summary>A set of addresses of one family, by the name that rules refer to it by.</summary>
internal sealed record NamedSet(string Name, NodeSetKind Kind, ImmutableArray<NodeSetMember> Members)
{
    /// <summary>The members that another set does not have.</summary>
    public IEnumerable<NodeSetMember> Besides(NamedSet? other) => other is null ? Members : Members.Except(other.Members);

    public bool Equals(NamedSet? other) => other is not null && Name == other.Name && Kind == other.Kind
        && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Members.Length);
}
