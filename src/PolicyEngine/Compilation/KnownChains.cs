using System.Collections.Immutable;
using PolicyEngine.Collections;

namespace PolicyEngine.Compilation;

/// <summary>
/// Chains by what they are made of. Of a cluster that another came from by changes, those that are the same are taken over, each at a place of its own: what
/// was found out about their rules need not be found out again. Thread-safe.
/// </summary>
/// <param name="basis">Those of the cluster before; null where there is none.</param>
internal sealed class KnownChains(KnownChains? basis)
{
    private readonly Generation<Content, PolicyChain> _chains = new(basis?._chains);

    /// <summary>The chain of policies and profiles; null where none is known.</summary>
    public PolicyChain? Find(ImmutableArray<CompiledPolicy> policies, ImmutableArray<CompiledProfile> profiles, ChainForm form) =>
        _chains.TryGetBefore(new Content(policies, profiles, form), out PolicyChain? known) ? known : null;

    public void Keep(ImmutableArray<CompiledPolicy> policies, PolicyChain chain) => _chains.Keep(new Content(policies, chain.Profiles, chain.Form), chain);

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
