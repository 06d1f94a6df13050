using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Turns rules about HTTP requests into what they mean for one request, or for one of which not everything is known: a rule
/// that asks for another request is none about TCP, and one that asks for more than is known may match or not.
/// </summary>
internal sealed class HttpCriteria(PolicyModel model, PredicateTable predicates)
{
    private static readonly TrafficSet s_tcp = TrafficSet.ForProtocol(Protocol.Tcp);

    private readonly KnownRequest _request = new(model.Request);

    /// <summary>The rules as the proxy before a pod sees them. What is not TCP does not go through it.</summary>
    public IEnumerable<CompiledRule> AtProxy(CompiledRule rule)
    {
        if (!model.Profile.EnforcesHttp || rule.Rule.Http is not { } asked)
        {
            return [rule];
        }

        Rule others = rule.Rule with { Traffic = rule.Rule.Traffic.Subtract(s_tcp) };
        return _request.Holds(asked) switch
        {
            Certainty.Yes => [rule],
            Certainty.No => [new CompiledRule(others, predicates) { AtFilter = rule }],
            _ => [.. others.Traffic.IsEmpty ? (CompiledRule[])[] : [new CompiledRule(others, predicates)], MayMatch(rule.Rule)],
        };
    }

    private CompiledRule MayMatch(Rule rule) =>
        new(rule with { Traffic = rule.Traffic.Intersect(s_tcp) }, predicates) { DependsOnRequest = true };
}
