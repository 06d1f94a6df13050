namespace PolicyEngine.Model;

/// <summary>Where in a packet's way a policy is consulted (Calico's policy families).</summary>
public enum PolicyStage
{
    /// <summary>After connection tracking, for traffic of workloads and local traffic of hosts.</summary>
    Normal,

    /// <summary>Before connection tracking (<c>doNotTrack</c>); host endpoints only.</summary>
    Untracked,

    /// <summary>Before destination address translation (<c>preDNAT</c>); host endpoints only.</summary>
    PreDnat,
}
