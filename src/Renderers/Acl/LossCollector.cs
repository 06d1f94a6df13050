using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Collects what a target cannot say, one example for each reason.</summary>
internal sealed class LossCollector
{
    /// <summary>Why ports of SCTP are not said.</summary>
    public const string SctpPorts = "SCTP ports cannot be given: traffic to them is dropped";

    private readonly SortedDictionary<string, Example> _losses = new(StringComparer.Ordinal);

    private readonly Dictionary<ScopeDecision, List<ScopePermit>> _lost = new(ReferenceEqualityComparer.Instance);

    /// <summary>What of a decision is let through by policies and dropped by what is rendered.</summary>
    public IEnumerable<ScopePermit> Lost(ScopeDecision decision) => _lost.GetValueOrDefault(decision, []);

    /// <param name="severity">What becomes of the traffic.</param>
    /// <param name="reason">What is lost.</param>
    /// <param name="decision">What is decided.</param>
    /// <param name="permit">The permit that is not said exactly.</param>
    /// <param name="traffic">The traffic of it.</param>
    public void Add(LossSeverity severity, string reason, ScopeDecision decision, ScopePermit permit, AclTraffic traffic)
    {
        _losses.TryAdd(reason, new Example(severity, decision.Direction, permit.Local.Lowest!.Value, permit.Remote.Lowest!.Value, null, traffic.Example));
        if (severity == LossSeverity.Narrowed)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_lost, decision, out _) ??= [];
            _lost[decision].Add(permit with { Traffic = traffic.ToSet() });
        }
    }

    /// <summary>What of a decision a target can say. It is told what the target cannot.</summary>
    /// <param name="decision">What is decided.</param>
    /// <param name="reasonAgainst">Why a line cannot be said; null where it can.</param>
    public ImmutableArray<ScopePermit> Sayable(ScopeDecision decision, Func<AclTraffic, string?> reasonAgainst)
    {
        ImmutableArray<ScopePermit>.Builder sayable = ImmutableArray.CreateBuilder<ScopePermit>();
        foreach (ScopePermit permit in decision.Permits)
        {
            var lost = new List<TrafficSet>();
            foreach (AclTraffic traffic in AclTraffic.Of(permit.Traffic))
            {
                if (reasonAgainst(traffic) is { } reason)
                {
                    Add(LossSeverity.Narrowed, reason, decision, permit, traffic);
                    lost.Add(traffic.ToSet());
                }
            }

            TrafficSet rest = lost.Count == 0 ? permit.Traffic : permit.Traffic.Subtract(TrafficSet.Union(lost));
            if (!rest.IsEmpty)
            {
                sayable.Add(permit with { Traffic = rest });
            }
        }

        return sayable.ToImmutable();
    }

    /// <summary>Tells of endpoints whose addresses are not known.</summary>
    public void AddUnaddressed(ScopeDecision decision)
    {
        if (decision.Unaddressed is var (remote, traffic))
        {
            const string Reason = "the addresses of some endpoints are not known: their traffic is dropped";
            _losses.TryAdd(Reason, new Example(LossSeverity.Narrowed, decision.Direction, decision.Local.Lowest!.Value, null, remote, traffic.Lowest!.Value));
        }
    }

    /// <summary>The losses, each with the rule that decides about its example.</summary>
    public ImmutableArray<Loss> ToLosses(PolicySnapshot snapshot) =>
    [
        .. _losses.Select(entry =>
        {
            bool isIngress = entry.Value.Direction == Directions.Ingress;
            (string local, string remote) = (entry.Value.Local.ToString(), entry.Value.Remote);
            return new Loss(entry.Value.Severity, entry.Key, RuleOf(snapshot, entry.Value)) { Example = new LossExample(isIngress ? remote : local, isIngress ? local : remote, entry.Value.Traffic) };
        }),
    ];

    private static string RuleOf(PolicySnapshot snapshot, Example example)
    {
        Party local = snapshot.PartyAt(example.Local);
        Party remote = example.Endpoint is { } endpoint ? snapshot.PartiesOf(endpoint).First(party => party.Family == local.Family) : snapshot.PartyAt(example.Address!.Value);
        bool isIngress = example.Direction == Directions.Ingress;
        Verdict verdict = snapshot.Evaluate(isIngress ? new Flow(remote, local, example.Traffic) : new Flow(local, remote, example.Traffic));
        return (isIngress ? verdict.Ingress : verdict.Egress) switch
        {
            { Policy: { } policy, Rule: { } rule } => $"{policy.Name} {rule.Path}",
            { Profile: { } profile } => $"profile {profile.Name}",
            _ => "no policy",
        };
    }

    /// <summary>A flow with an address outside the scope, or with an endpoint that has none.</summary>
    private sealed record Example(LossSeverity Severity, Directions Direction, IpAddress Local, IpAddress? Address, Endpoint? Endpoint, TrafficPoint Traffic)
    {
        public string Remote => Endpoint?.ToString() ?? Address!.Value.ToString();
    }
}
