using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What can be said of the endpoints and network sets of a model whatever its policies are.</summary>
internal sealed class ClusterIndex
{
    // What changes one endpoint in so many costs less than looking at all of them.
    private const int FewOutOf = 16;
    private const int Few = 16;

    private readonly ImmutableArray<NetworkSet> _networkSets;
    private readonly int _v4Count;
    private readonly int _v6Count;

    private ClusterIndex(PolicyModel model, SetAtlas networkSets, HostAddresses hosts, EndpointPlane<uint> v4, EndpointPlane<AddressBits> v6, int v4Count, int v6Count)
    {
        (Endpoints, _networkSets, NetworkSets, Hosts, V4, V6, _v4Count, _v6Count) = (model.Endpoints, model.NetworkSets, networkSets, hosts, v4, v6, v4Count, v6Count);
        AssumedFamilies = v4Count + v6Count == 0 ? IpFamilies.V4
            : (v4Count > 0 ? IpFamilies.V4 : IpFamilies.None) | (v6Count > 0 ? IpFamilies.V6 : IpFamilies.None);
    }

    public EndpointList Endpoints { get; }

    /// <summary>The addresses of nodes and all on their networks. Indexes in which they are the same share them.</summary>
    public HostAddresses Hosts { get; }

    /// <summary>The addresses of endpoints that rules find by their labels.</summary>
    public EndpointPlane<uint> V4 { get; }

    public EndpointPlane<AddressBits> V6 { get; }

    /// <summary>The network sets that hold an address, by their places in the model.</summary>
    public SetAtlas NetworkSets { get; }

    /// <summary>The families that endpoints without known address are taken to have: those of known ones, IPv4 where none is known.</summary>
    public IpFamilies AssumedFamilies { get; }

    /// <summary>The index of a model; what is the same as in an earlier one is taken over.</summary>
    public static ClusterIndex Of(PolicyModel model, ClusterIndex? known, CancellationToken cancellation)
    {
        HostAddresses hosts = HostAddresses.Of(model, known?.Endpoints, known?.Hosts);
        if (known is null)
        {
            return Of(model, SetsOf(model), hosts, cancellation);
        }

        bool hasSameSets = known._networkSets == model.NetworkSets;
        if (hasSameSets && known.Hosts == hosts && ReferenceEquals(known.Endpoints, model.Endpoints))
        {
            return known;
        }

        SetAtlas sets = hasSameSets ? known.NetworkSets : SetsOf(model);
        int few = Math.Max(Few, model.Endpoints.Count / FewOutOf);
        (int Number, Endpoint? Was, Endpoint? Now)[] changes = [.. model.Endpoints.Differences(known.Endpoints).Take(few + 1)];
        return changes.Length <= few ? known.With(model, sets, hosts, changes) : Of(model, sets, hosts, cancellation);
    }

    /// <summary>The endpoints that hold an address.</summary>
    public Holders EndpointsAt(IpAddress address) => address.Family == IpFamily.V4 ? V4.Find((uint)address.Value.Low) : V6.Find(address.Value);

    private static SetAtlas SetsOf(PolicyModel model) => SetAtlas.Of([.. model.NetworkSets.Select(set => set.Addresses)]);

    private static ClusterIndex Of(PolicyModel model, SetAtlas sets, HostAddresses hosts, CancellationToken cancellation)
    {
        var v4 = new List<(uint, int)>();
        var v6 = new List<(AddressBits, int)>();
        int v4Count = 0;
        int v6Count = 0;
        foreach (int number in model.Endpoints.Numbers)
        {
            cancellation.ThrowIfCancellationRequested();
            Endpoint endpoint = model.Endpoints[number];
            v4Count += CountOf(endpoint, IpFamily.V4);
            v6Count += CountOf(endpoint, IpFamily.V6);
            foreach (IpAddress address in endpoint.LendsLabels ? endpoint.Addresses : [])
            {
                if (address.Family == IpFamily.V4)
                {
                    v4.Add(((uint)address.Value.Low, number));
                }
                else
                {
                    v6.Add((address.Value, number));
                }
            }
        }

        return new ClusterIndex(model, sets, hosts, EndpointPlane<uint>.Of(v4), EndpointPlane<AddressBits>.Of(v6), v4Count, v6Count);
    }

    /// <summary>How many addresses of a family tell which families there are.</summary>
    private static int CountOf(Endpoint endpoint, IpFamily family) =>
        endpoint.Kind == EndpointKind.HostEndpoint ? 0 : endpoint.Addresses.Count(address => address.Family == family);

    private ClusterIndex With(PolicyModel model, SetAtlas sets, HostAddresses hosts, (int Number, Endpoint? Was, Endpoint? Now)[] changes)
    {
        (EndpointPlane<uint> v4, EndpointPlane<AddressBits> v6, int v4Count, int v6Count) = (V4, V6, _v4Count, _v6Count);
        foreach ((int number, Endpoint? was, Endpoint? now) in changes)
        {
            v4Count += (now is null ? 0 : CountOf(now, IpFamily.V4)) - (was is null ? 0 : CountOf(was, IpFamily.V4));
            v6Count += (now is null ? 0 : CountOf(now, IpFamily.V6)) - (was is null ? 0 : CountOf(was, IpFamily.V6));
            Put(was, holders => holders.Remove(number));
        }

        // Only now are all that hold an address in the list.
        foreach ((int number, Endpoint? _, Endpoint? now) in changes)
        {
            Put(now, holders => holders.IsEmpty ? [number] : [.. model.Endpoints.InOrder(holders.Remove(number).Add(number))]);
        }

        return new ClusterIndex(model, sets, hosts, v4, v6, v4Count, v6Count);

        void Put(Endpoint? endpoint, Func<ImmutableArray<int>, ImmutableArray<int>> change)
        {
            foreach (IpAddress address in endpoint is { LendsLabels: true } ? endpoint.Addresses : [])
            {
                if (address.Family == IpFamily.V4)
                {
                    v4 = v4.With((uint)address.Value.Low, change(v4.Find((uint)address.Value.Low).All));
                }
                else
                {
                    v6 = v6.With(address.Value, change(v6.Find(address.Value).All));
                }
            }
        }
    }
}
