using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>How the daemon moves packets itself. It takes one from the TTL on either side, besides what the kernels take.</summary>
public static class UdpProxy
{
    /// <summary>The TTL of the message that a destination is unknown.</summary>
    public const int UnreachableTtl = 8;

    /// <summary>What becomes of a packet read from the TUN interface.</summary>
    /// <param name="table">The daemon's table.</param>
    /// <param name="destination">Where the packet is for.</param>
    /// <param name="ttl">Its TTL as read.</param>
    /// <param name="isUnanswered">Whether no message may be sent about it: it is ICMP itself, or not a first fragment.</param>
    public static ProxyOutcome FromTun(ProxyTable table, IpAddress destination, byte ttl, bool isUnanswered = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        (ProxyRoute? route, ProxyTable after) = table.Find(destination);
        if (route is null)
        {
            return new(isUnanswered ? ProxyAction.Discard : ProxyAction.AnswerUnreachable, after, null, ttl);
        }

        byte left = Decrement(ttl);
        return new(left == 0 ? ProxyAction.Discard : ProxyAction.Send, after, left == 0 ? null : route, left);
    }

    /// <summary>The TTL with which a packet from the socket is written to the TUN interface; 0 if it is discarded without a word.</summary>
    /// <param name="ttl">Its TTL as received.</param>
    public static byte FromSocket(byte ttl) => Decrement(ttl);

    // In an octet, as in the daemon: a packet that comes with 0 goes on with 255.
    private static byte Decrement(byte ttl) => unchecked((byte)(ttl - 1));
}
