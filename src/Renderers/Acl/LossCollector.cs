using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Collects what a target cannot say, one example for each reason.</summary>
internal sealed class LossCollector
{
    private readonly Dictionary<string, (LossSeverity Severity, IpAddress Source, IpAddress Destination, TrafficPoint Traffic, Directions Direction)> _losses = new(StringComparer.Ordinal);

    /// <param name="severity">What becomes of the traffic.</param>
    /// <param name="reason">What is lost.</param>
    /// <param name="decision">What is decided.</param>
    /// <param name="permit">The permit that is not said exactly.</param>
    /// <param name="traffic">The traffic of it.</param>
    public void Add(LossSeverity severity, string reason, AclDecision decision, AclPermit permit, AclTraffic traffic)
    {
        if (!_losses.ContainsKey(reason))
        {
            (IpAddress local, IpAddress remote) = (permit.Local.Lowest!.Value, permit.Remote.Lowest!.Value);
            bool isIngress = decision.Direction == Directions.Ingress;
            _losses.Add(reason, (severity, isIngress ? remote : local, isIngress ? local : remote, traffic.Example, decision.Direction));
        }
    }

    public bool HasNarrowed => _losses.Values.Any(loss => loss.Severity == LossSeverity.Narrowed);

    /// <summary>The losses, each with the rule that decides about its example.</summary>
    public ImmutableArray<Loss> ToLosses(PolicySnapshot snapshot) =>
    [
        .. _losses.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new Loss(
            entry.Value.Severity, entry.Key, entry.Value.Source, entry.Value.Destination, entry.Value.Traffic, RuleOf(snapshot, entry.Value.Source, entry.Value.Destination, entry.Value.Traffic, entry.Value.Direction))),
    ];

    private static string RuleOf(PolicySnapshot snapshot, IpAddress source, IpAddress destination, TrafficPoint traffic, Directions direction)
    {
        Verdict verdict = snapshot.Evaluate(new Flow(snapshot.PartyAt(source), snapshot.PartyAt(destination), traffic));
        Decision decision = direction == Directions.Ingress ? verdict.Ingress : verdict.Egress;
        return decision switch
        {
            { Policy: { } policy, Rule: { } rule } => $"{policy.Name} {rule.Path}",
            { Profile: { } profile } => $"profile {profile.Name}",
            _ => "no policy",
        };
    }
}
