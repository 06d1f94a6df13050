using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>
/// Compiles lists of profiles. Every namespace has a profile of its own with the same rules; lists whose rules are
/// the same count as one, so that chains are shared across namespaces.
/// </summary>
internal sealed class ProfileCompiler
{
    private readonly Dictionary<ImmutableArray<Profile>, int> _idsByList = [];
    private readonly Dictionary<RuleLists, int> _idsByRules = [];
    private readonly List<ImmutableArray<CompiledProfile>> _compiled = [];

    public ProfileCompiler(ImmutableArray<ImmutableArray<Profile>> lists, PredicateTable predicates, HttpCriteria http)
    {
        Compile([], predicates, http);
        foreach (ImmutableArray<Profile> list in lists)
        {
            Compile(list, predicates, http);
        }
    }

    /// <summary>What the profiles' rules ask of HTTP requests.</summary>
    public IEnumerable<HttpMatch> HttpMatches => _compiled.SelectMany(list => list).SelectMany(profile => profile.Profile.Ingress).Select(rule => rule.Http).OfType<HttpMatch>();

    /// <summary>The id of one of the lists, or of the empty one.</summary>
    public int IdOf(ImmutableArray<Profile> profiles) => _idsByList[profiles];

    public ImmutableArray<CompiledProfile> Compiled(int id) => _compiled[id];

    private void Compile(ImmutableArray<Profile> profiles, PredicateTable predicates, HttpCriteria http)
    {
        if (_idsByList.ContainsKey(profiles))
        {
            return;
        }

        ImmutableArray<Profile> withRules = [.. profiles.Where(profile => profile.Ingress.Length + profile.Egress.Length > 0)];
        var rules = new RuleLists(withRules);
        if (!_idsByRules.TryGetValue(rules, out int id))
        {
            id = _compiled.Count;
            _idsByRules.Add(rules, id);
            _compiled.Add([.. withRules.Select(profile => new CompiledProfile(profile, new CompiledRules(profile.Ingress, profile.Egress, predicates, http)))]);
        }

        _idsByList.Add(profiles, id);
    }

    /// <summary>Lists of profiles by the identity of their rule lists.</summary>
    private sealed record RuleLists(ImmutableArray<Profile> Profiles)
    {
        public bool Equals(RuleLists? other)
        {
            if (other is null || Profiles.Length != other.Profiles.Length)
            {
                return false;
            }

            for (int index = 0; index < Profiles.Length; index++)
            {
                if (Profiles[index].Ingress != other.Profiles[index].Ingress || Profiles[index].Egress != other.Profiles[index].Egress)
                {
                    return false;
                }
            }

            return true;
        }

        public override int GetHashCode() =>
            Profiles.Aggregate(Profiles.Length, (hash, profile) => HashCode.Combine(hash, profile.Ingress, profile.Egress));
    }
}
