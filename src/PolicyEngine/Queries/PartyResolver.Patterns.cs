using System.IO.Enumeration;
using PolicyEngine.Binding;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Finds the pods whose names match a pattern: <c>*</c>, <c>shop/*</c>, <c>*/redis-*</c>, <c>ns/team-*</c>, <c>deploy/shop/*</c>.</summary>
internal sealed partial class PartyResolver
{
    private PartyGroup? ResolvePattern(string[] parts, string reference, ref QueryError? error)
    {
        string kind = EndpointFinder.KindOf(reference);
        bool hasKind = kind.Length > 0;
        string @namespace = !hasKind ? (parts.Length == 2 ? parts[0] : "*")
            : parts.Length == 3 ? parts[1]
            : defaultNamespace;
        string name = parts[^1];
        Func<Endpoint, bool>? condition = (hasKind ? kind : "Pod") switch
        {
            _ when !hasKind && parts.Length > 2 => null,
            "Pod" => endpoint => Matches(@namespace, endpoint.Namespace) && Matches(name, endpoint.Name),
            "Namespace" when parts.Length == 2 => endpoint => Matches(name, endpoint.Namespace),
            "ServiceAccount" => endpoint => Matches(@namespace, endpoint.Namespace) && endpoint.ServiceAccount.Length > 0 && Matches(name, endpoint.ServiceAccount),
            "Namespace" or "Service" or WorkloadKinds.NodePort or "Node" or "HostEndpoint" or "NetworkSet" => null,
            _ => endpoint => Matches(@namespace, endpoint.Namespace)
                && endpoint.Workload.StartsWith(kind, StringComparison.Ordinal)
                && endpoint.Workload.AsSpan(kind.Length) is ['/', .. var workload]
                && FileSystemName.MatchesSimpleExpression(name, workload, ignoreCase: false),
        };
        return condition is null
            ? Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is not a pattern; `*` may stand in names of pods, workloads, namespaces and service accounts", ref error)
            : EndpointsWhere(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.HostNetworkPod or EndpointKind.Workload && condition(endpoint))
                ?? Fail(NoEndpoint, $"there is no pod that matches `{ShortText.OfName(reference)}`", ref error);
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
