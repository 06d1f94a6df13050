using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What can be said of the endpoints and network sets of a model whatever its policies are.</summary>
internal sealed class ClusterIndex
{
    private readonly ImmutableArray<Endpoint> _endpoints;
    private readonly ImmutableArray<NetworkSet> _networkSets;

    private ClusterIndex(PolicyModel model, CancellationToken cancellation)
    {
        (_endpoints, _networkSets) = (model.Endpoints, model.NetworkSets);
        NetworkSets = SetAtlas.Of([.. model.NetworkSets.Select(set => set.Addresses)]);
        var v4 = new List<(uint, int)>();
        var v6 = new List<(AddressBits, int)>();
        var pods = new Dictionary<(string, string), int>();
        var profiles = new HashSet<ImmutableArray<Profile>>();
        IpFamilies seen = IpFamilies.None;
        for (int index = 0; index < model.Endpoints.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            Endpoint endpoint = model.Endpoints[index];
            profiles.Add(endpoint.Profiles);
            if (endpoint.Kind is not (EndpointKind.Workload or EndpointKind.HostEndpoint))
            {
                pods.TryAdd((endpoint.Namespace, endpoint.Name), index);
            }

            foreach (IpAddress address in endpoint.Addresses)
            {
                seen |= endpoint.Kind == EndpointKind.HostEndpoint ? IpFamilies.None : address.Family.AsSet();
                if (!endpoint.LendsLabels)
                {
                    continue;
                }

                if (address.Family == IpFamily.V4)
                {
                    v4.Add(((uint)address.Value.Low, index));
                }
                else
                {
                    v6.Add((address.Value, index));
                }
            }
        }

        V4 = new EndpointPlane<uint>(v4);
        V6 = new EndpointPlane<AddressBits>(v6);
        AssumedFamilies = seen == IpFamilies.None ? IpFamilies.V4 : seen;
        ProfileLists = [.. profiles];
        PodsByName = pods;
    }

    /// <summary>The addresses of endpoints that rules find by their labels.</summary>
    public EndpointPlane<uint> V4 { get; }

    public EndpointPlane<AddressBits> V6 { get; }

    /// <summary>The network sets that hold an address, by their places in the model.</summary>
    public SetAtlas NetworkSets { get; }

    /// <summary>The families that endpoints without known address are taken to have: those of known ones, IPv4 where none is known.</summary>
    public IpFamilies AssumedFamilies { get; }

    /// <summary>The distinct lists of profiles.</summary>
    public ImmutableArray<ImmutableArray<Profile>> ProfileLists { get; }

    /// <summary>The places of pods by namespace and name.</summary>
    public IReadOnlyDictionary<(string Namespace, string Name), int> PodsByName { get; }

    /// <summary>The index of a model; <paramref name="known"/> where that is of the same endpoints and sets.</summary>
    public static ClusterIndex Of(PolicyModel model, ClusterIndex? known, CancellationToken cancellation) =>
        known is not null && known._endpoints == model.Endpoints && known._networkSets == model.NetworkSets ? known : new ClusterIndex(model, cancellation);

    /// <summary>The endpoints that hold an address.</summary>
    public ReadOnlySpan<int> EndpointsAt(IpAddress address) =>
        address.Family == IpFamily.V4 ? V4.Find((uint)address.Value.Low) : V6.Find(address.Value);
}
