using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>Which packets leave with their node's address (<c>cali-nat-outgoing</c>).</summary>
internal sealed class OutgoingNat
{
    private readonly AddressSet _translated;
    private readonly AddressSet _kept;

    public OutgoingNat(IReadOnlyCollection<AddressPool> pools, IEnumerable<IpAddress> hosts, CalicoSettings settings)
    {
        _translated = AddressSet.FromPrefixes(pools.Where(pool => pool.NatOutgoing).Select(pool => pool.Cidr));
        AddressSet inPools = AddressSet.FromPrefixes(pools.Where(pool => pool.AllowedUses != AddressUses.LoadBalancer).Select(pool => pool.Cidr));
        _kept = settings.NatOutgoingExcludesHosts ? inPools.Union(AddressSet.FromAddresses(hosts)).Union(settings.ExternalNodes) : inPools;
    }

    /// <summary>Whether a packet gets another source.</summary>
    public bool Applies(IpAddress source, IpAddress destination) => _translated.Contains(source) && !_kept.Contains(destination);
}
