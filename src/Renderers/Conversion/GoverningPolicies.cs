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
    private readonly Dictionary<Places, Policy[]> _known = [];

    public GoverningPolicies(PolicyModel model)
    {
        _policies = [.. model.Policies.Where(policy => policy.StagedAction != StagedAction.Delete)];
        _index = SelectorIndex.Create([.. _policies.Select(policy => policy.Subject)]);
    }

    /// <summary>The policies in order; the same array for all endpoints that the same policies govern.</summary>
    public Policy[] Of(Endpoint endpoint)
    {
        _index.Match(endpoint.Labels, _matches);
        Places places = new([.. _matches]);
        if (!_known.TryGetValue(places, out Policy[]? policies))
        {
            policies = [.. _matches.Select(place => _policies[place])];
            _known.Add(places, policies);
        }

        return policies;
    }

    /// <summary>Places in the list of all policies.</summary>
    private readonly record struct Places(ImmutableArray<int> Ascending)
    {
        public bool Equals(Places other) => Ascending.AsSpan().SequenceEqual(other.Ascending.AsSpan());

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (int place in Ascending)
            {
                hash.Add(place);
            }

            return hash.ToHashCode();
        }
    }
}
