using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Answering for addresses of others (<c>proxy_arp</c>).</summary>
internal static class Proxies
{
    /// <summary>
    /// Whether a stack answers on an interface for an address that it does not have: the segment delivers the address there,
    /// or it sends packets on there and reaches the address by another interface, so never the asker's own one. For IPv6 the
    /// kernel answers so only for addresses listed one by one, and no agent lists any.
    /// </summary>
    public static bool Answers(NetworkStack stack, NetworkDevice device, IpAddress target) =>
        (device is UplinkDevice uplink && uplink.Assigned.Contains(target)) || AnswersAsProxy(stack, device, target);

    private static bool AnswersAsProxy(NetworkStack stack, NetworkDevice device, IpAddress target) =>
        target.Family == IpFamily.V4
        && device is VethDevice { AnswersForOthers: true, IsForwarding: true }
        && stack.IsForwarding
        && stack.Lookup(null, target) is { Kind: RouteKind.Unicast, Device: { } way }
        && way != device.Name;
}
