using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>Ports that a rule lists by number.</summary>
/// <param name="Protocol">The protocol of the entry; null where it is the rule's.</param>
/// <param name="Low">The lowest port.</param>
/// <param name="High">The highest port; the lowest where it is a single one.</param>
public readonly record struct NumberedPorts(Protocol? Protocol, ushort Low, ushort High)
{
    /// <summary>Every port of a protocol.</summary>
    public static NumberedPorts All(Protocol protocol) => new(protocol, 0, ushort.MaxValue);
}
