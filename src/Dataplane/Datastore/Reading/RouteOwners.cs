using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Model;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>
/// Who installs the routes between nodes: whoever settings of the cluster name, else Calico's version decides. Where that is not
/// known and only one of Felix and BIRD is told its routes, the other has those that are left.
/// </summary>
/// <param name="CalicoVersion">Calico's version as it is told; null where it is not.</param>
/// <param name="ToldFelix">The routes that Felix is told to install; null where it is told none that are understood.</param>
/// <param name="ToldBird">The routes that BIRD is told to install; null where it is told none that are understood.</param>
internal sealed record RouteOwners(string? CalicoVersion, ClusterRoutes? ToldFelix, ClusterRoutes? ToldBird)
{
    // Before it BIRD installed all routes but those of VXLAN.
    private static readonly Version s_felixTakesIpip = new(3, 33);

    private readonly Version? _release = ReleaseOf(CalicoVersion);

    public ClusterRoutes Felix => ToldFelix ?? LeftBy(ToldBird) ?? (LeavesIpipToBird ? ClusterRoutes.None : ClusterRoutes.Ipip);

    public ClusterRoutes Bird => ToldBird ?? LeftBy(ToldFelix) ?? (LeavesIpipToBird ? ClusterRoutes.Both : ClusterRoutes.NoEncap);

    /// <summary>What is assumed of the owners of routes to pools; null where nothing is.</summary>
    public string? AssumedFor(IEnumerable<AddressPool> pools) => (_release, ToldFelix, ToldBird) switch
    {
        (not null, _, _) or (_, not null, not null) => null,
        (_, null, null) => pools.Any(pool => pool.Ipip != EncapsulationMode.Never) ? $"{Unknown}; it is taken to be one whose Felix installs the routes of IPIP (3.33 or later)" : null,
        var (_, felix, _) => pools.Any(pool => pool.Vxlan == EncapsulationMode.Never)
            ? $"{Unknown}, nor which routes between nodes {(felix is null ? "Felix" : "BIRD")} installs; they are taken to be those that {(felix is null ? "BIRD" : "Felix")} does not"
            : null,
    };

    private bool LeavesIpipToBird => _release is not null && _release < s_felixTakesIpip;

    private string Unknown => CalicoVersion is null ? "Calico's version is not told" : $"Calico's version is told as `{CalicoVersion}`, which is not one of a release";

    private ClusterRoutes? LeftBy(ClusterRoutes? other) => _release is null && other is { } taken ? ClusterRoutes.Both & ~taken : null;

    private static Version? ReleaseOf(string? text) =>
        text is not null && Version.TryParse((text.StartsWith('v') ? text[1..] : text).Split('-', '+')[0], out Version? release) ? release : null;
}
