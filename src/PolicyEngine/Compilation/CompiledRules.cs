using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The compiled rules of a policy or profile.</summary>
internal sealed class CompiledRules
{
    private readonly ImmutableArray<CompiledRule> _ingress;
    private readonly ImmutableArray<CompiledRule> _ingressAtProxy;
    private readonly ImmutableArray<CompiledRule> _egress;

    public CompiledRules(ImmutableArray<Rule> ingress, ImmutableArray<Rule> egress, PredicateTable predicates, HttpCriteria http, bool isOfNetworkPolicy = false)
    {
        _ingress = [.. ingress.Select(rule => new CompiledRule(rule, predicates, isOfNetworkPolicy))];
        _ingressAtProxy = ingress.Any(rule => rule.Http is not null) ? [.. _ingress.SelectMany(http.AtProxy)] : _ingress;
        _egress = [.. egress.Select(rule => new CompiledRule(rule, predicates, isOfNetworkPolicy))];
    }

    /// <summary>Those of chains of a form.</summary>
    public ImmutableArray<CompiledRule> Of(ChainForm form) => form.Direction == Directions.Egress ? _egress : form.SeesHttp ? _ingressAtProxy : _ingress;
}
