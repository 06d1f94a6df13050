using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>The parties of a matrix that connections start from, or that they go to.</summary>
/// <param name="Classes">Their members by class.</param>
/// <param name="Groups">The parties made of pods, by name.</param>
/// <param name="Outside">The ranges of addresses outside.</param>
internal sealed record MatrixSide(PartyClasses Classes, ImmutableArray<MatrixGroup> Groups, OutsideRanges Outside)
{
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="members">Whom the side is made of.</param>
    /// <param name="grouping">By what pods are put together.</param>
    /// <param name="held">The addresses of endpoints, nodes and services.</param>
    /// <param name="classOf">The class of a member.</param>
    public static MatrixSide Of(PolicySnapshot snapshot, PartyGroup members, Grouping grouping, AddressSet held, Func<Party, PartyClass> classOf)
    {
        PartyClasses classes = PartyClasses.Of(members.Members, classOf);
        var groups = new Dictionary<string, List<(int Class, Party Member)>>(StringComparer.Ordinal);
        var outside = new List<(int Class, AddressSet Addresses)>();
        for (int number = 0; number < classes.Count; number++)
        {
            foreach (Party member in classes[number])
            {
                if (member.Endpoint == Party.NoEndpoint)
                {
                    outside.Add((number, members.Ranges?.GetValueOrDefault(member.Address!.Value) ?? AddressSet.Of(member.Address!.Value)));
                    continue;
                }

                string name = NameOf(snapshot.Model.Endpoints[member.Endpoint], grouping);
                if (!groups.TryGetValue(name, out List<(int, Party)>? group))
                {
                    groups.Add(name, group = []);
                }

                group.Add((number, member));
            }
        }

        return new MatrixSide(
            classes,
            [.. groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => MatrixGroup.Of(snapshot.Model, group.Key, group.Value))],
            new OutsideRanges(outside, held));
    }

    /// <summary>The numbers of the classes that its parties and the ranges outside are of, in order: of a whole side, all numbers.</summary>
    public int[] Numbers => [.. Groups.SelectMany(group => group.Members.Select(members => members.Class)).Concat(Outside.Classes).Distinct().Order()];

    /// <summary>The same with every <paramref name="count"/>-th of the parties, and all ranges.</summary>
    public MatrixSide Part(int index, int count) => count == 1 ? this : this with { Groups = [.. Groups.Where((_, place) => place % count == index)] };

    private static string NameOf(Endpoint endpoint, Grouping grouping) => grouping switch
    {
        Grouping.Namespace when endpoint.Kind != EndpointKind.HostEndpoint => $"ns/{endpoint.Namespace}",
        Grouping.Workload when endpoint.Workload.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash =>
            $"{endpoint.Workload[..slash]}/{endpoint.Namespace}/{endpoint.Workload[(slash + 1)..]}",
        _ => endpoint.ToString(),
    };
}
