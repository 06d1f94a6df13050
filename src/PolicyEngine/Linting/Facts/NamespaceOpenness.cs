using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>A namespace with the workloads of which no policy isolates a pod.</summary>
/// <param name="Target">The namespace.</param>
/// <param name="Workloads">All its workloads, by the first pod of each.</param>
/// <param name="OpenIngress">Those with a pod that everybody may connect to.</param>
/// <param name="OpenEgress">Those with a pod that may connect to everybody.</param>
/// <param name="IsUncovered">Whether every pod is open in both directions.</param>
internal sealed record NamespaceOpenness(
    LintTarget Target, ImmutableArray<GovernedPod> Workloads, ImmutableArray<GovernedPod> OpenIngress, ImmutableArray<GovernedPod> OpenEgress, bool IsUncovered)
{
    /// <summary>All namespaces with pods, those of the cluster's own machinery left out.</summary>
    public static ImmutableArray<NamespaceOpenness> In(LintContext context)
    {
        Dictionary<string, Namespace> namespaces = context.Model.Namespaces.ToDictionary(known => known.Name, StringComparer.Ordinal);
        return
        [
            .. context.Facts.Pods.All
                .Where(pod => !context.IsSystem(pod.Endpoint.Namespace))
                .GroupBy(pod => pod.Endpoint.Namespace, StringComparer.Ordinal)
                .Select(group => Describe(group.Key, [.. group], namespaces.GetValueOrDefault(group.Key), context.Facts.Openness)),
        ];
    }

    /// <summary>What to tell about one direction: of the namespace where all its workloads are alike, else of each workload. Nothing where the namespace has no policy at all.</summary>
    public IEnumerable<(LintTarget Target, bool IsNamespace)> Told(Directions direction)
    {
        ImmutableArray<GovernedPod> open = direction == Directions.Ingress ? OpenIngress : OpenEgress;
        return IsUncovered ? []
            : open.Length > 1 && open.Length == Workloads.Length ? [(Target, true)]
            : open.Select(workload => (workload.Target, false));
    }

    private static NamespaceOpenness Describe(string name, GovernedPod[] pods, Namespace? declared, Openness openness)
    {
        HashSet<GovernedPod> ingress = [.. pods.Where(pod => openness.IsOpen(pod, Directions.Ingress))];
        HashSet<GovernedPod> egress = [.. pods.Where(pod => openness.IsOpen(pod, Directions.Egress))];
        LintTarget target = declared is { IsDeclared: true } ? LintTarget.Of(declared) : LintTarget.Of("Namespace", "", name, pods[0].Endpoint.Span) with { Namespace = name };
        return new NamespaceOpenness(
            target, FirstOfEach(pods), FirstOfEach(pods.Where(ingress.Contains)), FirstOfEach(pods.Where(egress.Contains)), ingress.Count == pods.Length && egress.Count == pods.Length);
    }

    private static ImmutableArray<GovernedPod> FirstOfEach(IEnumerable<GovernedPod> pods) => [.. pods.DistinctBy(pod => pod.Workload, StringComparer.Ordinal)];
}
