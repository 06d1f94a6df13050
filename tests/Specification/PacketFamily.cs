namespace PolicyEngine.Specification;

/// <summary>Which policies a packet meets together: those for all packets at a pod, and one kind for each hook at a host endpoint.</summary>
// Felix: policy families per endpoint.
public enum PacketFamily
{
    /// <summary>Traffic of pods, and traffic that begins or ends at a host.</summary>
    Normal,

    Untracked,

    PreDnat,

    /// <summary>Of the normal policies those that apply on forward.</summary>
    Forward,
}
