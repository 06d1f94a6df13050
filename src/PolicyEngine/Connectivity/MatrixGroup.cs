using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>Pods that are put together.</summary>
/// <param name="Party">The party they make.</param>
/// <param name="Classes">The classes they have, each with its members in the group.</param>
internal sealed record MatrixGroup(MatrixParty Party, ImmutableArray<(int Class, ImmutableArray<Party> Members)> Classes)
{
    public static MatrixGroup Of(PolicyModel model, string name, IReadOnlyCollection<(int Class, Party Member)> members)
    {
        ImmutableArray<Endpoint> endpoints = [.. members.Select(entry => entry.Member.Endpoint).Distinct().Order().Select(index => model.Endpoints[index])];
        return new MatrixGroup(
            MatrixParty.Of(name, endpoints[0].Namespace, endpoints),
            [.. members.GroupBy(entry => entry.Class, entry => entry.Member).Select(group => (group.Key, group.ToImmutableArray()))]);
    }
}
