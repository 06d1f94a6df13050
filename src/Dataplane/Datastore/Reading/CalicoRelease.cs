using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Calico's version, which decides who installs the routes between nodes where no setting tells.</summary>
internal static class CalicoRelease
{
    // Before it BIRD installed all routes but those of VXLAN.
    private static readonly Version s_felixTakesIpip = new(3, 33);

    /// <summary>The version that a ClusterInformation tells; null where it is not one of a release, such as <c>master</c>.</summary>
    public static Version? Read(Fields spec) =>
        spec.Text("calicoVersion") is { } text && Version.TryParse(text.TrimStart('v').Split('-')[0], out Version? version) ? version : null;

    /// <summary>Settings with the routes that Felix of a version installs unless it is told otherwise.</summary>
    public static CalicoSettings Of(Version? version, CalicoSettings settings) =>
        LeavesIpipToBird(version) ? settings with { FelixRoutes = ClusterRoutes.None } : settings;

    /// <summary>Calico's defaults for BGP in a version.</summary>
    public static BgpConfiguration Bgp(Version? version) =>
        LeavesIpipToBird(version) ? BgpConfiguration.Default with { ProgramClusterRoutes = ClusterRoutes.Both } : BgpConfiguration.Default;

    private static bool LeavesIpipToBird(Version? version) => version is not null && version < s_felixTakesIpip;
}
