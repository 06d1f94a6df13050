using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>Makes the chains of endpoints; endpoints governed by the same policies and profiles share them. Not thread-safe but for reading the chains.</summary>
internal sealed class ChainTable
{
    private readonly Dictionary<(int Policies, int Profiles, ChainForm Form), PolicyChain> _byPolicies = [];
    private readonly Dictionary<(int Subject, int Profiles, ChainForm Form), PolicyChain> _bySubject = [];
    private readonly PoliciesBySubject _policies;
    private readonly KnownChains _known;
    private readonly Dictionary<string, Tier> _tiers;
    private readonly SignatureTable _signatures;
    private readonly ProfileCompiler _profiles;
    private readonly bool _tiesAreOpen;
    private readonly bool _leavesProtocolsOpen;

    public ChainTable(PolicyModel model, ImmutableArray<CompiledPolicy> policies, SignatureTable signatures, ProfileCompiler profiles, KnownChains known)
    {
        _signatures = signatures;
        _profiles = profiles;
        _known = known;
        (_tiesAreOpen, _leavesProtocolsOpen) = (model.Profile.TiesAreOpen, model.Profile.LeavesUndefinedOpen);
        _tiers = model.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        _policies = new PoliciesBySubject(policies);
    }

    public GrowingList<PolicyChain> Chains { get; } = new();

    /// <summary>The chain of an endpoint with these subject selectors and profiles.</summary>
    public PolicyChain ChainOf(Signature subject, ImmutableArray<Profile> profiles, ChainForm form)
    {
        int profilesId = form.TakesProfiles ? _profiles.IdOf(profiles) : _profiles.IdOf([]);
        var key = (subject.Id, profilesId, form);
        if (_bySubject.TryGetValue(key, out PolicyChain? known))
        {
            return known;
        }

        ImmutableArray<CompiledPolicy> policies = Governing(subject, form);
        Signature content = _signatures.Intern([.. policies.Select(policy => policy.Index)]);
        if (!_byPolicies.TryGetValue((content.Id, profilesId, form), out PolicyChain? chain))
        {
            chain = Make(policies, _profiles.Compiled(profilesId), form);
            Chains.Add(chain);
            _byPolicies.Add((content.Id, profilesId, form), chain);
        }

        _bySubject.Add(key, chain);
        return chain;
    }

    /// <summary>The stages of a host endpoint: for each family that any policy of it belongs to, both directions.</summary>
    public HostStages StagesOf(Endpoint hostEndpoint, Signature subject, HostChainForms forms)
    {
        var stages = new HostStages(hostEndpoint);
        foreach (PolicyFamily family in Enum.GetValues<PolicyFamily>())
        {
            PolicyChain ingress = ChainOf(subject, hostEndpoint.Profiles, forms.Of(family, Directions.Ingress));
            PolicyChain egress = ChainOf(subject, hostEndpoint.Profiles, forms.Of(family, Directions.Egress));
            if (family == PolicyFamily.Normal || !ingress.Tiers.IsEmpty || !egress.Tiers.IsEmpty)
            {
                stages.Add(family, ingress);
                stages.Add(family, egress);
            }
        }

        return stages;
    }

    private PolicyChain Make(ImmutableArray<CompiledPolicy> policies, ImmutableArray<CompiledProfile> profiles, ChainForm form)
    {
        PolicyChain chain = form.IsOfEveryCluster && _known.Find(policies, profiles, form) is { } known
            ? known.At(Chains.Count)
            : new PolicyChain(Chains.Count, form, Segments(policies, form), profiles, _leavesProtocolsOpen);
        if (form.IsOfEveryCluster)
        {
            _known.Keep(policies, chain);
        }

        return chain;
    }

    private ImmutableArray<CompiledPolicy> Governing(Signature subject, ChainForm form)
    {
        List<CompiledPolicy> governing = [];
        foreach (int selector in subject.Numbers)
        {
            foreach (CompiledPolicy policy in _policies.Of(selector))
            {
                if (form.Takes(policy.Policy))
                {
                    governing.Add(policy);
                }
            }
        }

        governing.Sort((left, right) => left.Index.CompareTo(right.Index));
        return [.. governing];
    }

    /// <summary>INVARIANT: policies are numbered in evaluation order, so those of one tier stand together.</summary>
    private ImmutableArray<TierSegment> Segments(ImmutableArray<CompiledPolicy> policies, ChainForm form)
    {
        ImmutableArray<TierSegment>.Builder segments = ImmutableArray.CreateBuilder<TierSegment>();
        foreach (IGrouping<string, CompiledPolicy> group in policies.GroupBy(policy => policy.Policy.Tier, StringComparer.Ordinal))
        {
            ImmutableArray<CompiledPolicy> members = [.. group];
            IEnumerable<Policy> inForce = members.Select(policy => policy.Policy).Where(policy => !policy.IsStaged);
            Certainty ends = !form.EndsTiers ? Certainty.No
                : inForce.Any(policy => policy.Fault is null) ? Certainty.Yes
                : inForce.Any() ? Certainty.Maybe
                : Certainty.No;
            segments.Add(new TierSegment(_tiers[group.Key], GroupTies(members), ends));
        }

        return segments.ToImmutable();
    }

    /// <summary>Cluster policies of equal priority tie, where the enforcement profile does not break ties.</summary>
    private ImmutableArray<ImmutableArray<CompiledPolicy>> GroupTies(ImmutableArray<CompiledPolicy> policies)
    {
        ImmutableArray<ImmutableArray<CompiledPolicy>>.Builder groups = ImmutableArray.CreateBuilder<ImmutableArray<CompiledPolicy>>();
        foreach (CompiledPolicy policy in _tiesAreOpen ? FaultyFirst(policies) : policies)
        {
            if (_tiesAreOpen && groups.Count > 0 && policy.Policy.Ties(groups[^1][0].Policy))
            {
                groups[^1] = groups[^1].Add(policy);
            }
            else
            {
                groups.Add([policy]);
            }
        }

        return groups.ToImmutable();
    }

    /// <summary>
    /// Of cluster policies of one priority those that are not understood come first: they might decide before the others, and the order of
    /// different priorities, and to policies of other kinds, stays.
    /// </summary>
    private static IEnumerable<CompiledPolicy> FaultyFirst(ImmutableArray<CompiledPolicy> policies)
    {
        int run = 0;
        return policies
            .Select((policy, place) => (Policy: policy, Run: place > 0 && HavePriority(policies[place - 1].Policy, policy.Policy) ? run : ++run))
            .OrderBy(entry => entry.Run)
            .ThenBy(entry => entry.Policy.Policy.Fault is null)
            .Select(entry => entry.Policy);
    }

    private static bool HavePriority(Policy one, Policy other) => one.IsOfClusterApi && other.IsOfClusterApi && one.Order.Equals(other.Order);
}
