using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Linting.Facts;

/// <summary>All pods that policies can govern, with the chains that decide about them.</summary>
internal sealed class GovernedPods
{
    private readonly LintContext _context;
    private readonly Dictionary<Endpoint, GovernedPod> _byEndpoint = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Policy, ImmutableArray<GovernedPod>> _bySubject = new(ReferenceEqualityComparer.Instance);

    public GovernedPods(LintContext context)
    {
        _context = context;
        PolicySnapshot snapshot = context.Snapshot;
        ImmutableArray<GovernedPod>.Builder all = ImmutableArray.CreateBuilder<GovernedPod>();
        foreach (int index in snapshot.Model.Endpoints.Numbers)
        {
            Endpoint endpoint = snapshot.Model.Endpoints[index];
            if (!endpoint.IsGoverned || endpoint.IsMissing || snapshot.Parties.Of(index) is not [var party, ..])
            {
                continue;
            }

            EndpointSides sides = snapshot.Graph.SidesOf(index);
            var pod = new GovernedPod(endpoint, party, sides, snapshot.Graph.Chain(sides.IngressChain), snapshot.Graph.Chain(sides.EgressChain));
            all.Add(pod);
            _byEndpoint.Add(endpoint, pod);
        }

        All = all.ToImmutable();
        Chains = [.. ByChain(Directions.Ingress), .. ByChain(Directions.Egress)];
    }

    /// <summary>They, by namespace and name.</summary>
    public ImmutableArray<GovernedPod> All { get; }

    /// <summary>The distinct chains with the pods they decide about.</summary>
    public ImmutableArray<GovernedChain> Chains { get; }

    /// <summary>The pods that a policy's subject holds for.</summary>
    public ImmutableArray<GovernedPod> Subjects(Policy policy)
    {
        lock (_bySubject)
        {
            if (!_bySubject.TryGetValue(policy, out ImmutableArray<GovernedPod> known))
            {
                known = [.. _context.EndpointsOf(policy.Subject).Select(endpoint => _byEndpoint.GetValueOrDefault(endpoint)).OfType<GovernedPod>()];
                _bySubject.Add(policy, known);
            }

            return known;
        }
    }

    private IEnumerable<GovernedChain> ByChain(Directions direction) =>
        All.GroupBy(pod => pod.Chain(direction).Id).Select(group => new GovernedChain(group.First().Chain(direction), [.. group]));
}

/// <summary>A chain with the pods it decides about; never none.</summary>
internal sealed record GovernedChain(PolicyChain Chain, ImmutableArray<GovernedPod> Pods)
{
    /// <summary>Its tiers with policies that are enforced.</summary>
    public IEnumerable<TierSegment> TiersInForce => Chain.Tiers.Where(segment => segment.Policies.Any(policy => !policy.Policy.IsStaged));
}
