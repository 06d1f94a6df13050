namespace PolicyEngine.Model;

/// <summary>The policies that a packet meets together on its way past a host endpoint (Calico's policy families).</summary>
public enum PolicyFamily
{
    /// <summary>Traffic of pods, and traffic that begins or ends at the host.</summary>
    Normal,

    /// <summary>All traffic, before connection tracking.</summary>
    Untracked,

    /// <summary>All arriving traffic, before destinations are translated.</summary>
    PreDnat,

    /// <summary>Traffic that the host forwards.</summary>
    Forward,
}
