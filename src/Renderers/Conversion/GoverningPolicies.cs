using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Finds the policies that govern an endpoint.</summary>
internal sealed class GoverningPolicies
{
    private readonly ImmutableArray<Policy> _policies;
    private readonly SelectorIndex _index;
    private readonly List<int> _matches = [];

    public GoverningPolicies(PolicyModel model)
    {
        _policies = [.. model.Policies.Where(policy => policy.StagedAction != StagedAction.Delete)];
        _index = SelectorIndex.Create([.. _policies.Select(policy => policy.Subject)]);
    }

    /// <summary>The policies in order.</summary>
    public Policy[] Of(Endpoint endpoint)
    {
        _index.Match(endpoint.Labels, _matches);
        return [.. _matches.Select(place => _policies[place])];
    }
}
