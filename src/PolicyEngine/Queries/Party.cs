using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// One side of a flow, resolved against one snapshot: an endpoint with one of its addresses, or an address that
/// belongs to nothing known. Get one from <see cref="PolicySnapshot.TryGetParty(string, out Party)"/> and its siblings.
/// </summary>
public readonly record struct Party
{
    internal const int NoEndpoint = -1;

    internal Party(EvaluationGraph graph, int endpoint, int addressClass, IpFamily family, IpAddress? address)
    {
        (Graph, Endpoint, AddressClass, Family, Address) = (graph, endpoint, addressClass, family, address);
    }

    /// <summary>The family its traffic has.</summary>
    public IpFamily Family { get; }

    /// <summary>The address; null where the input does not give it.</summary>
    public IpAddress? Address { get; }

    internal EvaluationGraph Graph { get; }

    /// <summary>The endpoint's place in the model; <see cref="NoEndpoint"/> for an address that is none's.</summary>
    internal int Endpoint { get; }

    /// <summary>The class of the address; negative where it has none in this family.</summary>
    internal int AddressClass { get; }
}
