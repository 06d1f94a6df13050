using System.Collections.Immutable;
using PolicyEngine.Collections;

namespace PolicyEngine.Compilation;

/// <summary>The addresses of one family that endpoints hold, and by whom. Immutable.</summary>
internal sealed class EndpointPlane<T>
    where T : struct, IComparable<T>
{
    private readonly SortedTable<T, Holders> _holders;

    private EndpointPlane(SortedTable<T, Holders> holders) => _holders = holders;

    /// <param name="points">Addresses and the numbers of endpoints that hold them, those of one address in the order of the endpoints.</param>
    public static EndpointPlane<T> Of(IEnumerable<(T Address, int Endpoint)> points) => new(SortedTable<T, Holders>.Of(
        [.. points.GroupBy(point => point.Address).OrderBy(group => group.Key).Select(group => KeyValuePair.Create(group.Key, Holders.Of([.. group.Select(point => point.Endpoint)])))],
        Comparer<T>.Default));

    /// <summary>The endpoints that hold an address.</summary>
    public Holders Find(T address) => _holders.TryGet(address, out Holders holders) ? holders : Holders.None;

    /// <summary>The first held address at or behind another; null where there is none.</summary>
    public T? Next(T from)
    {
        int place = _holders.PlaceOf(from);
        place = place < 0 ? ~place : place;
        return place < _holders.Count ? _holders[place].Key : null;
    }

    /// <summary>The plane where these endpoints, given in their order, hold an address.</summary>
    public EndpointPlane<T> With(T address, ImmutableArray<int> endpoints) =>
        new(endpoints.IsEmpty ? _holders.Without(address) : _holders.With(address, Holders.Of(endpoints)));
}
