using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>All objects of one input in the engine's own vocabulary, whatever kinds they were written in.</summary>
public sealed record PolicyModel
{
    /// <summary>The tiers in evaluation order.</summary>
    public required ImmutableArray<Tier> Tiers { get; init; }

    /// <summary>The policies in evaluation order: by tier, then by order, then by name.</summary>
    public required ImmutableArray<Policy> Policies { get; init; }

    /// <summary>The enforced policies that staged ones would delete.</summary>
    public ImmutableArray<PolicyName> PendingDeletions { get; init; } = [];

    /// <summary>The endpoints.</summary>
    public required EndpointList Endpoints { get; init; }

    /// <summary>The network sets, global ones included.</summary>
    public required ImmutableArray<NetworkSet> NetworkSets { get; init; }

    /// <summary>The namespaces, those only referred to included.</summary>
    public required ImmutableArray<Namespace> Namespaces { get; init; }

    /// <summary>The services.</summary>
    public required ImmutableArray<Service> Services { get; init; }

    /// <summary>The recorded backends of services.</summary>
    public required ImmutableArray<EndpointSlice> EndpointSlices { get; init; }

    /// <summary>The nodes.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>The pools that pods get their addresses from.</summary>
    public ImmutableArray<IpPool> IpPools { get; init; } = [];

    /// <summary>The settings of Calico's agents.</summary>
    public FelixConfigurations Felix { get; init; } = FelixConfigurations.None;

    /// <summary>The addresses that are routed to the cluster for its services (<c>BGPConfiguration</c>).</summary>
    public AddressSet ServiceAddresses { get; init; } = AddressSet.Empty;

    /// <summary>What is taken to enforce the policies.</summary>
    public EnforcementProfile Profile { get; init; } = EnforcementProfile.CalicoIptables;

    /// <summary>Policies of other systems that the input holds and the engine does not take into account.</summary>
    public ImmutableArray<Fault> NotTakenIntoAccount { get; init; } = [];

    /// <summary>The model as it would be if all that is staged were applied; this one where nothing is.</summary>
    public PolicyModel Pending
    {
        get
        {
            if (PendingDeletions.IsEmpty && !Policies.Any(policy => policy.IsStaged))
            {
                return this;
            }

            // Staged policies have their own places already.
            HashSet<PolicyName> replaced = [.. PendingDeletions, .. Policies.Where(policy => policy.IsStaged && policy.TakesEffect).Select(policy => policy.Name.Enforced)];
            return this with
            {
                PendingDeletions = [],
                Policies =
                [
                    .. Policies
                        .Where(policy => policy.IsStaged ? policy.TakesEffect : !replaced.Contains(policy.Name))
                        .Select(policy => policy.IsStaged ? policy with { StagedAction = null } : policy),
                ],
            };
        }
    }

    /// <summary>The HTTP request that all TCP connections are taken to carry; null where nothing is known of it.</summary>
    internal HttpRequest? Request { get; init; }

    /// <summary>Host endpoints that are not understood.</summary>
    internal ImmutableArray<HostInDoubt> HostsInDoubt { get; init; } = [];
}
