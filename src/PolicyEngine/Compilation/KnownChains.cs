using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PolicyEngine.Compilation;

/// <summary>
/// Chains by what they are made of. Of a cluster that another came from by changes, those that are the same are taken over, each at a place of its own: what
/// was found out about their rules need not be found out again. Thread-safe.
/// </summary>
internal sealed class KnownChains
{
    private readonly ConcurrentDictionary<Content, PolicyChain> _chains = [];

    // Not what that cluster took over itself: chains that nobody asks for any more go.
    private readonly ConcurrentDictionary<Content, PolicyChain>? _earlier;

    /// <param name="basis">Those of the cluster before; null where there is none.</param>
    public KnownChains(KnownChains? basis) => _earlier = basis is null || !basis._chains.IsEmpty ? basis?._chains : basis._earlier;

    /// <summary>The chain of policies and profiles; null where none is known.</summary>
    public PolicyChain? Find(ImmutableArray<CompiledPolicy> policies, ImmutableArray<CompiledProfile> profiles, ChainForm form) =>
        _earlier?.GetValueOrDefault(new Content(policies, profiles, form));

    public void Keep(ImmutableArray<CompiledPolicy> policies, PolicyChain chain) => _chains.TryAdd(new Content(policies, chain.Profiles, chain.Form), chain);

    private readonly record struct Content(ImmutableArray<CompiledPolicy> Policies, ImmutableArray<CompiledProfile> Profiles, ChainForm Form)
    {
        public bool Equals(Content other)
        {
            if (!ReferenceEquals(Form, other.Form) || Profiles != other.Profiles || Policies.Length != other.Policies.Length)
            {
                return false;
            }

            for (int place = 0; place < Policies.Length; place++)
            {
                if (!Policies[place].IsAs(other.Policies[place]))
                {
                    return false;
                }
            }

            return true;
        }

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (CompiledPolicy policy in Policies)
            {
                hash.Add(policy.Identity);
            }

            return hash.ToHashCode();
        }
    }
}
