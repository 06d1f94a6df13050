using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PolicyEngine.Collections;

namespace PolicyEngine.Model;

/// <summary>
/// The endpoints of a model by namespace, name and workload. Immutable; a list that differs from another in few endpoints
/// shares the rest with it.
/// </summary>
[CollectionBuilder(typeof(EndpointList), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "a list is what it is to its readers")]
public sealed class EndpointList : IReadOnlyCollection<Endpoint>
{
    private readonly NumberedTable<Endpoint> _byNumber;
    private readonly SortedTable<EndpointKey, Endpoint> _inOrder;
    private readonly SortedTable<EndpointKey, Endpoint> _hosts;
    private readonly ImmutableStack<int> _unused;

    private EndpointList(
        NumberedTable<Endpoint> byNumber, SortedTable<EndpointKey, Endpoint> inOrder, SortedTable<EndpointKey, Endpoint> hosts, ImmutableStack<int> unused) =>
        (_byNumber, _inOrder, _hosts, _unused) = (byNumber, inOrder, hosts, unused);

    /// <summary>No endpoints.</summary>
    public static EndpointList Empty { get; } = Create([]);

    /// <summary>How many there are.</summary>
    public int Count => _inOrder.Count;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Host endpoints and pods on the networks of nodes, in order.</summary>
    internal IEnumerable<Endpoint> Hosts => _hosts.Select(entry => entry.Value);

    /// <summary>The numbers of all, in the order of the list.</summary>
    internal IEnumerable<int> Numbers => _inOrder.Select(entry => entry.Key.Number);

    /// <summary>What is above all numbers.</summary>
    internal int Limit => _byNumber.Limit;

    /// <summary>The endpoint with a number, which it keeps in all lists that come from this one for as long as it is there.</summary>
    internal Endpoint this[int number] => _byNumber[number]!;

    /// <summary>A list of endpoints.</summary>
    public static EndpointList Create(ReadOnlySpan<Endpoint> endpoints)
    {
        KeyValuePair<EndpointKey, Endpoint>[] all = new KeyValuePair<EndpointKey, Endpoint>[endpoints.Length];
        for (int place = 0; place < all.Length; place++)
        {
            all[place] = new(EndpointKey.Of(endpoints[place], place), endpoints[place]);
        }

        Array.Sort(all, (left, right) => EndpointKey.Order.Compare(left.Key, right.Key));
        for (int number = 0; number < all.Length; number++)
        {
            all[number] = new(all[number].Key with { Number = number }, all[number].Value);
        }

        return new EndpointList(
            NumberedTable<Endpoint>.Of([.. all.Select(entry => entry.Value)]),
            SortedTable<EndpointKey, Endpoint>.Of(all, EndpointKey.Order),
            SortedTable<EndpointKey, Endpoint>.Of([.. all.Where(entry => IsHost(entry.Value))], EndpointKey.Order),
            []);
    }

    /// <inheritdoc/>
    public IEnumerator<Endpoint> GetEnumerator() => _inOrder.Select(entry => entry.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of an endpoint; -1 where this very one is not in the list.</summary>
    internal int NumberOf(Endpoint endpoint) => NumberOf(endpoint.Namespace, endpoint.Name, candidate => ReferenceEquals(candidate, endpoint));

    /// <summary>The number of the first endpoint of a namespace and name that meets a condition; -1 where there is none.</summary>
    internal int NumberOf(string @namespace, string name, Func<Endpoint, bool> condition)
    {
        for (int place = ~_inOrder.PlaceOf(EndpointKey.Before(@namespace, name)); place < Count; place++)
        {
            (EndpointKey key, Endpoint endpoint) = _inOrder[place];
            if (key.Name != name || key.Namespace != @namespace)
            {
                break;
            }

            if (condition(endpoint))
            {
                return key.Number;
            }
        }

        return -1;
    }

    /// <summary>The endpoints of a namespace that stand nearest to a name.</summary>
    internal IEnumerable<Endpoint> Around(string @namespace, string name)
    {
        int place = ~_inOrder.PlaceOf(EndpointKey.Before(@namespace, name));
        for (int near = Math.Min(place + 1, Count - 1); near >= Math.Max(place - 1, 0); near--)
        {
            if (_inOrder[near].Value is var endpoint && endpoint.Namespace == @namespace)
            {
                yield return endpoint;
            }
        }
    }

    /// <summary>The numbers of the endpoints of a namespace, in order.</summary>
    internal IEnumerable<int> NumbersIn(string @namespace) =>
        _inOrder.From(EndpointKey.Before(@namespace, "")).TakeWhile(entry => entry.Key.Namespace == @namespace).Select(entry => entry.Key.Number);

    /// <summary>What is not the same as in an earlier list, by number: costs little where the one came from the other.</summary>
    internal IEnumerable<(int Number, Endpoint? Was, Endpoint? Now)> Differences(EndpointList earlier) =>
        _byNumber.Differences(earlier._byNumber).Select(number => (number, earlier._byNumber[number], _byNumber[number]));

    /// <summary>Numbers in the order of their endpoints.</summary>
    internal IEnumerable<int> InOrder(IEnumerable<int> numbers) =>
        numbers.Select(number => EndpointKey.Of(this[number], number)).Order(EndpointKey.Order).Select(key => key.Number);

    /// <summary>The list with an endpoint in place of the one with a number.</summary>
    internal EndpointList With(int number, Endpoint endpoint)
    {
        EndpointKey before = EndpointKey.Of(this[number], number);
        EndpointKey after = EndpointKey.Of(endpoint, number);
        SortedTable<EndpointKey, Endpoint> otherHosts = IsHost(this[number]) ? _hosts.Without(before) : _hosts;
        return new EndpointList(
            _byNumber.With(number, endpoint),
            _inOrder.Without(before).With(after, endpoint),
            IsHost(endpoint) ? otherHosts.With(after, endpoint) : otherHosts,
            _unused);
    }

    /// <summary>The list with one more endpoint.</summary>
    internal EndpointList With(Endpoint endpoint, out int number)
    {
        number = _unused.IsEmpty ? Limit : _unused.Peek();
        EndpointKey key = EndpointKey.Of(endpoint, number);
        return new EndpointList(
            _byNumber.With(number, endpoint),
            _inOrder.With(key, endpoint),
            IsHost(endpoint) ? _hosts.With(key, endpoint) : _hosts,
            _unused.IsEmpty ? _unused : _unused.Pop());
    }

    /// <summary>The list without an endpoint; the next that is added gets its number.</summary>
    internal EndpointList Without(int number)
    {
        EndpointKey key = EndpointKey.Of(this[number], number);
        return new EndpointList(_byNumber.With(number, null), _inOrder.Without(key), IsHost(this[number]) ? _hosts.Without(key) : _hosts, _unused.Push(number));
    }

    private static bool IsHost(Endpoint endpoint) => endpoint.Kind is EndpointKind.HostEndpoint or EndpointKind.HostNetworkPod;
}
