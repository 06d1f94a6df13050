using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What a rule of the chain <c>cali-nat-outgoing</c> does with packets from translated pools to what is not spared.</summary>
internal enum OutgoingNatAction
{
    /// <summary>Gives them the address of the interface they leave by.</summary>
    Masquerade,

    /// <summary>Gives them a fixed address.</summary>
    Snat,

    /// <summary>Leaves the chain.</summary>
    Return,
}

/// <summary>A rule of the chain <c>cali-nat-outgoing</c>.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Protocol">The protocol it is for; null for all.</param>
internal sealed record OutgoingNatRule(OutgoingNatAction Action, Protocol? Protocol = null)
{
    /// <summary>The fixed address.</summary>
    public IpAddress? Address { get; init; }

    /// <summary>The source ports that packets get; null leaves them.</summary>
    public PortRange? Ports { get; init; }
}
