using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>The ports that host endpoints leave open.</summary>
// Calico: failsafes of host endpoints. Felix: before connection tracking, what answers to the other direction's failsafes passes too.
public sealed class Failsafes(FelixSettings settings, AddressConditions addresses)
{
    public bool AreOpen(Packet packet, bool ingress, bool isRaw)
    {
        End other = ingress ? packet.Source : packet.Destination;
        return Has(ingress ? settings.Inbound : settings.Outbound, packet.Protocol, packet.Major, other)
            || (isRaw && Has(ingress ? settings.Outbound : settings.Inbound, packet.Protocol, packet.Minor, other));
    }

    private bool Has(ImmutableArray<FailsafeObject> failsafes, int protocol, int port, End other) => failsafes.Any(failsafe =>
        Protocols.Number(failsafe.Protocol?.ToUpperInvariant() ?? "TCP") == protocol && failsafe.Port == port
        && (failsafe.Net is null || addresses.IsIn(other, Net.Parse(failsafe.Net))));
}
