using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>
/// Compiles lists of profiles. Every namespace has a profile of its own with the same rules; lists whose rules are
/// the same count as one, so that chains are shared across namespaces.
/// </summary>
internal sealed class ProfileCompiler
{
    private readonly Dictionary<RuleLists, int> _idsByRules = [];
    private readonly List<ImmutableArray<CompiledProfile>> _compiled = [];

    public ProfileCompiler(IEnumerable<ImmutableArray<Profile>> lists, PredicateTable predicates, HttpCriteria http)
    {
        Compile([], predicates, http);
        foreach (ImmutableArray<Profile> list in lists)
        {
            Compile(list, predicates, http);
        }
    }

    /// <summary>What the profiles' rules ask of HTTP requests.</summary>
    public IEnumerable<HttpMatch> HttpMatches => _compiled.SelectMany(list => list).SelectMany(profile => profile.Profile.Ingress).Select(rule => rule.Http).OfType<HttpMatch>();

    /// <summary>Whether a list has rules that were compiled.</summary>
    public bool Knows(ImmutableArray<Profile> profiles) => _idsByRules.ContainsKey(RuleLists.Of(profiles));

    /// <summary>The id of a list with the rules of one that was compiled, or with none.</summary>
    public int IdOf(ImmutableArray<Profile> profiles) => _idsByRules[RuleLists.Of(profiles)];

    public ImmutableArray<CompiledProfile> Compiled(int id) => _compiled[id];

    private void Compile(ImmutableArray<Profile> profiles, PredicateTable predicates, HttpCriteria http)
    {
        var rules = RuleLists.Of(profiles);
        if (_idsByRules.TryAdd(rules, _compiled.Count))
        {
            _compiled.Add([.. rules.Profiles.Select(profile => new CompiledProfile(profile, new CompiledRules(profile.Ingress, profile.Egress, predicates, http)))]);
        }
    }

    /// <summary>Lists of profiles by the identity of their rule lists.</summary>
    private readonly record struct RuleLists(ImmutableArray<Profile> Profiles)
    {
        public static RuleLists Of(ImmutableArray<Profile> profiles) => new(profiles.RemoveAll(profile => profile.Ingress.Length + profile.Egress.Length == 0));

        public bool Equals(RuleLists other)
        {
            if (Profiles.Length != other.Profiles.Length)
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
