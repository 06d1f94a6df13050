using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// Tells which pods are open in a direction: no policy in force ends its tier there, and strangers are let through by default.
/// Cluster policies that deny everybody count, Calico's tiers and profiles count; staged policies do not.
/// </summary>
internal sealed class Openness
{
    private readonly EvaluationGraph _graph;
    private readonly Strangers _strangers;
    private readonly Dictionary<(int Chain, int Self, IpFamily Family), bool> _known = [];

    public Openness(LintContext context) => (_graph, _strangers) = (context.Snapshot.Graph, context.Facts.Strangers);

    public bool IsOpen(GovernedPod pod, Directions direction)
    {
        PolicyChain chain = pod.Chain(direction);
        if (chain.Tiers.Any(Isolates))
        {
            return false;
        }

        IpFamily family = pod.Party.Family;
        var key = (chain.Id, chain.UsesSelf ? pod.Party.AddressClass : -1, family);
        lock (_known)
        {
            if (!_known.TryGetValue(key, out bool open))
            {
                AddressClass self = _graph.Classes[pod.Party.AddressClass];
                open = LetsThroughByDefault(chain, self, _strangers.Pod(family)) && LetsThroughByDefault(chain, self, _strangers.Outside(family));
                _known.Add(key, open);
            }

            return open;
        }
    }

    private static bool Isolates(TierSegment segment) => segment.EndsWith != Certainty.No && segment.Tier.DefaultAction == RuleAction.Deny;

    private bool LetsThroughByDefault(PolicyChain chain, AddressClass self, AddressClass peer) =>
        _graph.Table(chain.Id, self, peer).Segments.Any(segment => segment.Decision is { Outcome: Outcome.Allow, Policy: null });
}
