using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Walks every chain once for each kind of peer that its rules can tell apart, and takes note of which rules get traffic. A
/// rule that does has a flow that was tried.
/// </summary>
internal sealed class RuleUseFinder
{
    private readonly PolicySnapshot _snapshot;
    private readonly CancellationToken _cancellation;
    private readonly RuleStates _states;
    private readonly Lazy<PeerCandidates> _peers;
    private readonly RuleTrial _trial;
    private readonly RuleUses? _earlier;
    private readonly EndpointChanges? _changes;
    private readonly Dictionary<RuleIndex, List<int>> _walked = [];

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="earlier">What the rules of a snapshot did that was changed since; null where that is not known.</param>
    /// <param name="cancellation">Stops the work.</param>
    public RuleUseFinder(PolicySnapshot snapshot, RuleUses? earlier, CancellationToken cancellation)
    {
        (_snapshot, _earlier, _cancellation) = (snapshot, earlier, cancellation);
        (_states, _changes) = (new RuleStates(snapshot.Model.Policies), earlier?.ChangesTo(snapshot));
        (_peers, _trial) = (new Lazy<PeerCandidates>(() => new PeerCandidates(snapshot)), new RuleTrial(snapshot));
    }

    public RuleUses Find()
    {
        foreach (RuleUse use in _earlier?.All ?? [])
        {
            if (_states.Of(use.Policy, use.Rule) is { } state && state.IsOf(use) && _trial.Repeat(use, _changes) is { } witness)
            {
                (state.MayDecide, state.Witness) = (true, witness);
            }
        }

        foreach ((PolicyChain chain, List<int> members) in Chains())
        {
            _cancellation.ThrowIfCancellationRequested();
            Walk(chain, members);
        }

        HashSet<PolicyName> ofHosts =
        [
            .. _snapshot.Graph.Hosts.SelectMany(host => host.All)
                .SelectMany(stage => _snapshot.Graph.Chain(stage.Chain).Tiers)
                .SelectMany(tier => tier.Policies)
                .Select(policy => policy.Policy.Name),
        ];
        return new RuleUses(_snapshot, _states.ToUses(ofHosts), _walked, _states.Covers);
    }

    /// <summary>The chains of pods, each with the endpoints it belongs to.</summary>
    private IEnumerable<(PolicyChain Chain, List<int> Members)> Chains()
    {
        var members = new SortedDictionary<int, List<int>>();
        foreach (int index in _snapshot.Model.Endpoints.Numbers)
        {
            if (_snapshot.Model.Endpoints[index].IsGoverned)
            {
                EndpointSides sides = _snapshot.Graph.SidesOf(index);
                Add(sides.IngressChain, index);
                Add(sides.EgressChain, index);
            }
        }

        return members.Select(entry => (_snapshot.Graph.Chain(entry.Key), entry.Value));

        void Add(int chain, int endpoint)
        {
            if (!members.TryGetValue(chain, out List<int>? list))
            {
                members.Add(chain, list = []);
            }

            list.Add(endpoint);
        }
    }

    private void Walk(PolicyChain chain, List<int> members)
    {
        _walked[chain.Index] = members;

        // Where a rule is known to decide, nothing is left to find out about it.
        RuleState?[] states = _states.Of(chain);
        if (_changes?.Concern(chain, members) == false && _earlier!.Has(chain, members))
        {
            TakeOver(chain, states, _earlier);
        }

        if (!Array.Exists(states, IsOpen))
        {
            return;
        }

        var others = new Lazy<Party[]>(() => [.. _peers.Value.Others(chain)]);
        foreach (IGrouping<IpFamily, Party[]> family in Selves(chain, members).GroupBy(self => self[0].Family))
        {
            PeerKind[] kinds = _peers.Value.Endpoints(chain, family.Key, rule => IsOpen(states, rule));
            foreach (Party[] self in family)
            {
                var seen = new SeenKeys();
                foreach (PeerKind kind in kinds)
                {
                    if (kind.PairWith(self) is var (own, peer) && Ask(chain, states, own, peer, seen) is { } key)
                    {
                        Note(chain, states, own, peer, key, seen);
                    }
                }

                foreach (Party peer in Array.Exists(states, IsOpen) ? others.Value : [])
                {
                    Party own = self[0].Facing(peer);
                    if (Ask(chain, states, own, peer, seen) is { } key)
                    {
                        Note(chain, states, own, peer, key, seen);
                    }
                }
            }
        }
    }

    /// <summary>Notes what covers rules in a chain that was walked before. Of those that decided something it is not known what they met here.</summary>
    private static void TakeOver(PolicyChain chain, RuleState?[] states, RuleUses earlier)
    {
        for (int number = 0; number < states.Length; number++)
        {
            if (states[number] is { Witness: null } state && earlier.CoversOf(state.Key, chain) is { } covers)
            {
                state.Cover(chain.Index, covers);
                states[number] = null;
            }
        }
    }

    /// <summary>The endpoints of a chain, as far as its rules can tell them apart.</summary>
    private IEnumerable<Party[]> Selves(PolicyChain chain, List<int> members)
    {
        var selves = new PartiesAlike();
        foreach (int member in members)
        {
            selves.Add(_snapshot.Parties.Of(member), chain.UsesSelf);
        }

        return selves.All;
    }

    /// <summary>Which rules hold between two; null where that was looked at, or nothing is left to find out about them.</summary>
    private static MatchKey? Ask(PolicyChain chain, RuleState?[] states, in Party own, in Party peer, SeenKeys seen)
    {
        if (own.Family != peer.Family || !IsAbout(chain, states, peer))
        {
            return null;
        }

        ReadOnlySpan<int> content = MatchKey.ContentOf(chain, own.Class, peer.Class, SeenKeys.ArePlain(own, peer) ? LastOpen(states) : int.MaxValue);
        if (seen.Of(own, peer).GetAlternateLookup<ReadOnlySpan<int>>().Contains(content))
        {
            return null;
        }

        var key = new MatchKey(content);
        return key.Rules.Any(rule => IsOpen(states, rule.Number)) ? key : null;
    }

    /// <summary>Whether a rule about which something is left to find out may hold for a peer.</summary>
    private static bool IsAbout(PolicyChain chain, RuleState?[] states, in Party peer)
    {
        AddressClass known = peer.Class;
        for (int number = 0; number < states.Length; number++)
        {
            if (IsOpen(states[number]) && known.Satisfies(chain.Index.Rules[number].Peer(chain.Direction)) != Certainty.No)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOpen(RuleState? state) => state is { Witness: null };

    private static int LastOpen(RuleState?[] states) => Array.FindLastIndex(states, IsOpen);

    private static bool IsOpen(RuleState?[] states, int rule) => rule < states.Length && IsOpen(states[rule]);

    private void Note(PolicyChain chain, RuleState?[] states, in Party own, in Party peer, MatchKey key, SeenKeys seen)
    {
        seen.Of(own, peer).Add(key);
        Span<RuleHit> all = CollectionsMarshal.AsSpan(DecisionTableBuilder.HitsOf(chain, own.Class, peer.Class, key, LastOpen(states)));
        for (int place = 0; place < all.Length; place++)
        {
            ref readonly RuleHit hit = ref all[place];
            if (hit.Traffic.IsEmpty || _states.Of(hit.Policy, hit.Rule) is not { } state)
            {
                continue;
            }

            if (hit.Hit.IsEmpty)
            {
                state.Cover(chain.Index, all[..place], hit.Traffic);
            }
            else if (state.Witness is null)
            {
                state.MayDecide = true;
                if (hit.Holds == Certainty.Yes)
                {
                    state.Witness = _trial.Of(chain, own, peer, hit);
                }
            }
        }
    }

    /// <summary>
    /// What was looked at. Where classes alone decide, one pair speaks for all of its key, so much of it as matters. Of others the first of each whole key is
    /// tried, whatever is known already: so they have keys of their own.
    /// </summary>
    private sealed class SeenKeys
    {
        private readonly HashSet<MatchKey> _plain = new(MatchKey.ByContent);
        private readonly HashSet<MatchKey> _others = new(MatchKey.ByContent);

        public static bool ArePlain(in Party own, in Party peer) => own.IsPlain && peer.IsPlain;

        public HashSet<MatchKey> Of(in Party own, in Party peer) => ArePlain(own, peer) ? _plain : _others;
    }
}
