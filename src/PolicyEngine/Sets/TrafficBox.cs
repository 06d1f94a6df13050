using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>
/// All points whose protocol, major and minor lie in three intervals. A box that is whole protocols has full intervals
/// of majors and minors even where the protocol uses fewer: ICMP's go to 255 only, and most protocols have neither.
/// </summary>
/// <param name="Protocols">The protocol numbers.</param>
/// <param name="Majors">The destination ports or ICMP types.</param>
/// <param name="Minors">The source ports or ICMP codes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrafficBox(Interval<byte> Protocols, Interval<ushort> Majors, Interval<ushort> Minors)
{
    /// <summary>Whether the box is all traffic of its protocols.</summary>
    public bool IsWholeProtocols => Majors.IsFull && Minors.IsFull;

    /// <summary>Whether <paramref name="point"/> lies in the box.</summary>
    public bool Contains(TrafficPoint point) =>
        Protocols.Contains(point.Protocol.Number) && Majors.Contains(point.Major) && Minors.Contains(point.Minor);
}
