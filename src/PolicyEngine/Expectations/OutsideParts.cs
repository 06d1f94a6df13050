using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Expectations;

/// <summary>Cuts ranges of addresses where what is listed cuts them: policies may tell nothing apart there.</summary>
internal static class OutsideParts
{
    /// <summary>The group with one party for each piece of a range.</summary>
    public static PartyGroup Of(PolicySnapshot snapshot, PartyGroup group, IReadOnlyCollection<AddressSet> listed)
    {
        if (group.Ranges is not { } ranges)
        {
            return group;
        }

        var members = ImmutableArray.CreateBuilder<Party>();
        foreach (Party member in group.Members)
        {
            if (member.Endpoint != Party.NoEndpoint || member.Address is not { } address || ranges.GetValueOrDefault(address) is not { } range)
            {
                members.Add(member);
                continue;
            }

            List<AddressSet> pieces = [range];
            foreach (AddressSet cut in listed)
            {
                pieces = [.. pieces.SelectMany(piece => (AddressSet[])[piece.Intersect(cut), piece.Subtract(cut)]).Where(piece => !piece.IsEmpty)];
            }

            members.AddRange(pieces.Select(piece => snapshot.PartyAt(piece.Ranges.First().Low)));
        }

        return group with { Members = members.ToImmutable(), Ranges = null };
    }
}
