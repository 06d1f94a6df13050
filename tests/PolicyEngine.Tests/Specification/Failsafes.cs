using System.Collections.Immutable;

namespace PolicyEngine.Tests.Specification;

/// <summary>The ports that host endpoints leave open.</summary>
// Calico: failsafes of host endpoints. Felix: before connection tracking, what answers to the other direction's failsafes passes too.
public static class Failsafes
{
    public static bool Open(FelixSettings settings, Packet packet, bool ingress, bool isRaw)
    {
        End other = ingress ? packet.Source : packet.Destination;
        return Has(ingress ? settings.Inbound : settings.Outbound, packet.Protocol, packet.Major, other)
            || (isRaw && Has(ingress ? settings.Outbound : settings.Inbound, packet.Protocol, packet.Minor, other));
    }

    private static bool Has(ImmutableArray<FailsafeObject> failsafes, int protocol, int port, End other) => failsafes.Any(failsafe =>
        Protocols.Number(failsafe.Protocol?.ToUpperInvariant() ?? "TCP") == protocol && failsafe.Port == port
        && (failsafe.Net is null || Net.Parse(failsafe.Net).Contains(other.Address!.Value)));
}
