using PolicyEngine.Dataplane.Calico;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>The words of <see cref="Field"/>, in FelixConfiguration and in BGPConfiguration.</summary>
internal static class ClusterRouteWords
{
    public const string Field = "programClusterRoutes";

    public static ClusterRoutes? Read(Fields spec) => spec.Word(
        Field,
        ("Enabled", ClusterRoutes.Both),
        ("Disabled", ClusterRoutes.None),
        ("EnabledIPIPOnly", ClusterRoutes.Ipip),
        ("EnabledNoEncapOnly", ClusterRoutes.NoEncap));

    /// <summary>The same, where what is not understood is told at another reading.</summary>
    public static ClusterRoutes? Peek(Fields spec) => Read(spec with { Diagnostics = [] });

    public static string Write(ClusterRoutes routes) => routes switch
    {
        ClusterRoutes.Both => "Enabled",
        ClusterRoutes.Ipip => "EnabledIPIPOnly",
        ClusterRoutes.NoEncap => "EnabledNoEncapOnly",
        _ => "Disabled",
    };
}
