using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>
/// The part of a cluster that a changed policy has to do with: policies that share an endpoint with it, and one of those endpoints elsewhere that selectors
/// cannot tell apart. Lint rules say the same of it before and after the change as of the whole, in less time.
/// </summary>
internal sealed class AdmissionScope
{
    // With more kinds of endpoints than this, nearly everything is part of it.
    private const int MaxKinds = 200;

    private readonly ImmutableArray<Policy> _changed;
    private readonly HashSet<Endpoint> _endpoints = new(ReferenceEqualityComparer.Instance);
    private readonly List<Endpoint> _kinds;

    private AdmissionScope(PolicyModel model, ImmutableArray<Policy> changed)
    {
        _changed = changed;
        Endpoint[] chosen = [.. model.Endpoints.Where(endpoint => changed.Any(policy => policy.Subject.Matches(endpoint.Labels)))];
        HashSet<string> namespaces = [.. chosen.Select(endpoint => endpoint.Namespace)];
        _kinds = [.. chosen.DistinctBy(endpoint => endpoint.Labels)];
        _endpoints.UnionWith(model.Endpoints.Where(endpoint => namespaces.Contains(endpoint.Namespace)));
        _endpoints.UnionWith(model.Endpoints.DistinctBy(endpoint => (endpoint.Kind, endpoint.Namespace, endpoint.Labels)));
    }

    /// <summary>The part in which two inputs differ; null where it is not policies that differ, or too much of the cluster has to do with them.</summary>
    public static AdmissionScope? Of(LoadResult before, LoadResult after)
    {
        HashSet<Policy> old = new(before.Snapshot.Model.Policies, ReferenceEqualityComparer.Instance);
        HashSet<Policy> now = new(after.Snapshot.Model.Policies, ReferenceEqualityComparer.Instance);
        ImmutableArray<Policy> changed = [.. now.Where(policy => !old.Contains(policy)), .. old.Where(policy => !now.Contains(policy))];
        AdmissionScope? scope = changed.IsEmpty ? null : new AdmissionScope(after.Snapshot.Model, changed);
        return scope is { _kinds.Count: <= MaxKinds } ? scope : null;
    }

    /// <summary>The part of an input.</summary>
    public LoadResult In(LoadResult input, CancellationToken cancellation)
    {
        PolicyModel model = input.Snapshot.Model;
        PolicyModel part = model with
        {
            Policies = [.. model.Policies.Where(policy => _changed.Contains(policy, ReferenceEqualityComparer.Instance) || _kinds.Exists(endpoint => policy.Subject.Matches(endpoint.Labels)))],
            Endpoints = EndpointList.Create([.. model.Endpoints.Where(_endpoints.Contains)]),
        };
        return input with { Snapshot = PolicySnapshot.Compile(part, cancellation) };
    }
}
