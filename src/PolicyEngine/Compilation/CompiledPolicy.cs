using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>A policy with its rules compiled. <see cref="Index"/> is its place in the evaluation order of all policies.</summary>
internal sealed class CompiledPolicy
{
    private readonly ImmutableArray<CompiledRule> _ingress;
    private readonly ImmutableArray<CompiledRule> _ingressAtProxy;
    private readonly ImmutableArray<CompiledRule> _egress;

    private CompiledPolicy(
        int index, Policy policy, int subject, ImmutableArray<CompiledRule> ingress, ImmutableArray<CompiledRule> ingressAtProxy, ImmutableArray<CompiledRule> egress)
    {
        (Index, Policy, Subject) = (index, policy, subject);
        (_ingress, _ingressAtProxy, _egress) = (ingress, ingressAtProxy, egress);
    }

    public int Index { get; }

    public Policy Policy { get; }

    /// <summary>The number of the selector that says which endpoints it governs.</summary>
    public int Subject { get; }

    /// <summary>Kubernetes network policies can only allow; anything else not understood might do anything.</summary>
    public bool MayDeny => !Policy.Name.IsAdditive;

    /// <summary>The rules of a chain of some form.</summary>
    public ImmutableArray<CompiledRule> Rules(ChainForm form) =>
        form.Direction == Directions.Egress ? _egress : form.SeesHttp ? _ingressAtProxy : _ingress;

    /// <summary>The same at another place in the order.</summary>
    public CompiledPolicy At(int index) => index == Index ? this : new CompiledPolicy(index, Policy, Subject, _ingress, _ingressAtProxy, _egress);

    public static CompiledPolicy Compile(int index, Policy policy, PredicateTable predicates, HttpCriteria http)
    {
        ImmutableArray<CompiledRule> ingress = CompileRules(policy.Ingress, predicates);
        return new CompiledPolicy(
            index,
            policy,
            predicates.NumberOfSubject(policy.Subject),
            ingress,
            policy.AsksForHttp ? [.. ingress.SelectMany(http.AtProxy)] : ingress,
            CompileRules(policy.Egress, predicates));
    }

    public static ImmutableArray<CompiledRule> CompileRules(ImmutableArray<Rule> rules, PredicateTable predicates) =>
        [.. rules.Select(rule => new CompiledRule(rule, predicates))];
}
