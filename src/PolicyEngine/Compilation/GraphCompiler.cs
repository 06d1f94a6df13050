using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>
/// Compiles a model: numbers the conditions of all rules and cuts the address space at every edge in play. Chains, classes
/// and decision tables are made later, when they are first asked for. What a graph of a similar model has is taken over.
/// </summary>
internal static class GraphCompiler
{
    public static EvaluationGraph Compile(PolicyModel model, EvaluationGraph? basis, CancellationToken cancellation)
    {
        ClusterIndex cluster = ClusterIndex.Of(model, basis?.Cluster, cancellation);
        if (basis?.With(model, cluster) is { } same)
        {
            return same;
        }

        EvaluationGraph? shared = basis is { Predicates.IsWorn: false } && IsAlike(model, basis.Model) ? basis : null;
        PredicateTable predicates = shared is null ? new PredicateTable(model.Nodes) : new PredicateTable(shared.Predicates);
        var http = new HttpCriteria(model, predicates);
        bool isOtherRequest = shared is not null && shared.Model.Request != model.Request;
        ImmutableArray<CompiledPolicy> policies = Compile(model, isOtherRequest, shared, predicates, http, cancellation);
        bool sharesProfiles = shared is not null && !(isOtherRequest && shared.Profiles.HttpMatches.Any())
            && model.Endpoints.Differences(shared.Model.Endpoints).All(change => change.Now is null || shared.Profiles.Knows(change.Now.Profiles));
        ProfileCompiler profiles = sharesProfiles ? shared!.Profiles : new ProfileCompiler(model.Endpoints.Select(endpoint => endpoint.Profiles).Distinct(), predicates, http);
        Dictionary<FelixConfiguration, HostChainForms> forms = FormsOf(model, predicates);
        if (!model.ServiceAddresses.IsEmpty)
        {
            predicates.NumberOf(model.ServiceAddresses, isBlock: false);
        }

        predicates.Close();
        return new EvaluationGraph(
            model,
            cluster,
            predicates,
            LayeredSets.Of(predicates.AddressSets, shared?.RuleSets),
            policies,
            profiles,
            host => forms[model.Felix.Of(host.Node)],
            shared);
    }

    /// <summary>Whether the conditions of the models' rules mean the same.</summary>
    private static bool IsAlike(PolicyModel one, PolicyModel other) => one.Nodes == other.Nodes && one.Profile == other.Profile;

    private static ImmutableArray<CompiledPolicy> Compile(
        PolicyModel model, bool isOtherRequest, EvaluationGraph? shared, PredicateTable predicates, HttpCriteria http, CancellationToken cancellation)
    {
        Dictionary<Policy, CompiledPolicy> known = KnownOf(model.Policies, shared?.Policies ?? [], isOtherRequest, out int alike);
        ImmutableArray<CompiledPolicy>.Builder policies = ImmutableArray.CreateBuilder<CompiledPolicy>(model.Policies.Length);
        policies.AddRange(shared is null ? [] : shared.Policies.AsSpan(..alike));
        for (int index = alike; index < model.Policies.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            Policy policy = model.Policies[index];
            policies.Add(known.TryGetValue(policy, out CompiledPolicy? compiled) ? compiled.At(index) : CompiledPolicy.Compile(index, policy, predicates, http));
        }

        return policies.MoveToImmutable();
    }

    /// <summary>
    /// The compiled policies by what they were made of, but for those at the beginning that stay where they are. For another
    /// request, rules about HTTP mean something else.
    /// </summary>
    private static Dictionary<Policy, CompiledPolicy> KnownOf(
        ImmutableArray<Policy> policies, ImmutableArray<CompiledPolicy> compiled, bool isOtherRequest, out int alike)
    {
        alike = 0;
        while (alike < policies.Length && alike < compiled.Length && ReferenceEquals(policies[alike], compiled[alike].Policy)
            && !(isOtherRequest && policies[alike].AsksForHttp))
        {
            alike++;
        }

        var known = new Dictionary<Policy, CompiledPolicy>(compiled.Length - alike, ReferenceEqualityComparer.Instance);
        foreach (CompiledPolicy policy in compiled.AsSpan(alike..))
        {
            if (!(isOtherRequest && policy.Policy.AsksForHttp))
            {
                known.Add(policy.Policy, policy);
            }
        }

        return known;
    }

    private static Dictionary<FelixConfiguration, HostChainForms> FormsOf(PolicyModel model, PredicateTable predicates)
    {
        var forms = new Dictionary<FelixConfiguration, HostChainForms>(ReferenceEqualityComparer.Instance);
        foreach (Endpoint host in model.Endpoints.Hosts.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint))
        {
            FelixConfiguration felix = model.Felix.Of(host.Node);
            if (!forms.ContainsKey(felix))
            {
                forms.Add(felix, new HostChainForms(felix, model, predicates));
            }
        }

        return forms;
    }
}
