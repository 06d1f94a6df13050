using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>All that a verdict depends on, of one party: parties of one class are judged alike, but for a pod and itself.</summary>
/// <param name="Kind">What the endpoint is; null for an address that is none's.</param>
/// <param name="Family">The address family.</param>
/// <param name="AddressClass">The class of the address.</param>
/// <param name="OtherClass">The class in the other family, where that matters.</param>
/// <param name="IngressChain">The chain for traffic towards it.</param>
/// <param name="EgressChain">The chain for traffic from it.</param>
/// <param name="Stages">What the stages of its traffic depend on.</param>
/// <param name="AsPod">What a pod on its node's network may be taken for; null for all else.</param>
/// <param name="Node">Its node, where that matters.</param>
/// <param name="Via">The port of a node through which it is reached.</param>
/// <param name="Ports">Its named ports, where they matter; compared by identity.</param>
internal sealed record PartyClass(
    EndpointKind? Kind,
    IpFamily Family,
    int AddressClass,
    int OtherClass,
    int IngressChain,
    int EgressChain,
    StageKey Stages,
    PodClass? AsPod,
    string? Node,
    EntryPoint? Via,
    ImmutableArray<EndpointPort> Ports)
{
    /// <summary>What a question itself tells apart, by number.</summary>
    public int Mark { get; init; }
}
