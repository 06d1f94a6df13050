using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Pods that are put together.</summary>
/// <param name="Party">The party they make.</param>
/// <param name="Members">They, by class.</param>
internal sealed record MatrixGroup(MatrixParty Party, MatrixMembers[] Members)
{
    public static MatrixGroup Of(PolicyModel model, string name, IReadOnlyList<(int Class, Party Member)> members)
    {
        if (members.Count == 1)
        {
            (int only, Party member) = members[0];
            Endpoint endpoint = model.Endpoints[member.Endpoint];
            return new MatrixGroup(MatrixParty.Of(name, endpoint.Namespace, [endpoint]), [new MatrixMembers(only, [member])]);
        }

        Endpoint[] endpoints = [.. model.Endpoints.InOrder(members.Select(entry => entry.Member.Endpoint).Distinct()).Select(index => model.Endpoints[index])];
        return new MatrixGroup(
            MatrixParty.Of(name, endpoints[0].Namespace, [.. endpoints]),
            [.. members.GroupBy(entry => entry.Class, entry => entry.Member).Select(group => new MatrixMembers(group.Key, [.. group]))]);
    }
}

/// <summary>Those of a group that are of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Parties">They.</param>
internal sealed record MatrixMembers(int Class, Party[] Parties)
{
    public IpFamily Family { get; } = Parties[0].Family;
}
