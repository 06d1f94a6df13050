using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Parties that are judged alike, but for an endpoint and itself.</summary>
/// <param name="Family">The address family.</param>
/// <param name="Members">The endpoints; none where it is addresses outside the cluster.</param>
public sealed record ConnectivityClass(IpFamily Family, ImmutableArray<ClassMember> Members)
{
    /// <summary>Whether it is addresses outside the cluster.</summary>
    public bool IsOutside => Members.IsEmpty;
}
