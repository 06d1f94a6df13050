using PolicyEngine.AspNetCore.Kubernetes;

namespace PolicyEngine.Cli.Capture;

/// <summary>What a cluster has that bears on its network, as <c>kubectl</c> names it.</summary>
/// <param name="Name">A kind, such as <c>pods</c> or <c>networkpolicies.networking.k8s.io</c>.</param>
/// <param name="Selector">The argument that narrows it down; null for all of its objects.</param>
internal sealed record CapturedKind(string Name, string? Selector)
{
    /// <summary>The names that a kind may have on some server.</summary>
    public static IEnumerable<string> AllNames => KubernetesKind.All.SelectMany(kind => kind.Versions.Select(kind.ResourceUnder));

    /// <summary>Those that a server has. What Calico stores is taken as it is stored, else as Calico's own API server gives it.</summary>
    /// <param name="known">What the server has, by name.</param>
    public static IEnumerable<CapturedKind> Among(IReadOnlySet<string> known) =>
        from kind in KubernetesKind.All
        let name = kind.Versions.Select(kind.ResourceUnder).FirstOrDefault(known.Contains)
        where name is not null
        from selector in kind.ObjectNames.Select(only => (string?)$"--field-selector=metadata.name={only}").DefaultIfEmpty()
        select new CapturedKind(name, selector);
}
