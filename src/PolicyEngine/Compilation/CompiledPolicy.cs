using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>A policy with its rules compiled. <see cref="Index"/> is its place in the evaluation order of all policies.</summary>
internal sealed class CompiledPolicy(int index, Policy policy, int subject, CompiledRules rules)
{
    private readonly CompiledRules _rules = rules;

    public int Index { get; } = index;

    public Policy Policy { get; } = policy;

    /// <summary>The number of the selector that says which endpoints it governs.</summary>
    public int Subject { get; } = subject;

    /// <summary>Kubernetes network policies can only allow; anything else not understood might do anything.</summary>
    public bool MayDeny => !Policy.Name.IsAdditive;

    /// <summary>The rules of chains of a form.</summary>
    public ImmutableArray<CompiledRule> Rules(ChainForm form) => _rules.Of(form);

    /// <summary>Whether it is the same but for its place in the order.</summary>
    public bool IsAs(CompiledPolicy other) => ReferenceEquals(_rules, other._rules);

    /// <summary>Equal for those that are the same but for their places.</summary>
    public int Identity => RuntimeHelpers.GetHashCode(_rules);

    /// <summary>The same at another place in the order.</summary>
    public CompiledPolicy At(int index) => index == Index ? this : new CompiledPolicy(index, Policy, Subject, _rules);

    public static CompiledPolicy Compile(int index, Policy policy, PredicateTable predicates, HttpCriteria http) =>
        new(index, policy, predicates.NumberOfSubject(policy.Subject), new CompiledRules(policy.Ingress, policy.Egress, predicates, http, policy.Name.IsAdditive));
}
