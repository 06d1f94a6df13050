using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>How a node chooses its subnet among the leases that it read.</summary>
/// <param name="Config">The complete configuration.</param>
/// <param name="Leases">The leases, in the order of their keys.</param>
/// <param name="Pick">Draws an index below the number of candidates.</param>
internal sealed record LeaseChoice(FlannelConfig Config, IReadOnlyList<FlannelLease> Leases, Func<int, int> Pick)
{
    /// <summary>How many candidates are collected before one is drawn.</summary>
    private const int MostCandidates = 100;

    /// <summary>The writes that give the node its lease.</summary>
    public LeaseDecision Decide(LeaseRequest request)
    {
        if (!Config.V4.Enabled)
        {
            return new(request.Attributes, [], new(FlannelErrorKind.Unsupported, "leases in etcd need the IPv4 network"));
        }

        ImmutableArray<RegistryWrite> writes = [];
        if (Leases.FirstOrDefault(lease => lease.Attributes.PublicIp == request.Attributes.PublicIp) is { Subnet: { } subnet } own)
        {
            LeaseKey key = new(subnet, own.SubnetV6);
            if (Admits(subnet, own.SubnetV6))
            {
                TimeSpan? lifetime = own.Expires is null ? null : FlannelLeases.Lifetime;
                return new(request.Attributes, [new(RegistryWriteKind.Update, key, lifetime)], null);
            }

            writes = [new(RegistryWriteKind.Delete, key)];
        }

        return Fresh(request) is { } fresh
            ? new(request.Attributes, writes.Add(new(RegistryWriteKind.Create, fresh, FlannelLeases.Lifetime)), null)
            : new(request.Attributes, writes, new(FlannelErrorKind.OutOfSubnets, "out of subnets"));
    }

    /// <summary>The first free subnets of a network, ascending; a lease of whatever length takes what it overlaps.</summary>
    public static List<IpPrefix> Candidates(FlannelSubnets network, IEnumerable<IpPrefix> leased)
    {
        IpPrefix cidr = network.Cidr!.Value;
        List<IpPrefix> taken = [.. leased];
        List<IpPrefix> free = [];
        UInt128 last = network.SubnetMax!.Value.MinusFirstOf(cidr);
        UInt128 at = network.SubnetMin!.Value.MinusFirstOf(cidr);
        while (at <= last && free.Count < MostCandidates)
        {
            IpPrefix subnet = IpPrefix.Of(cidr.AddressAt(at), network.SubnetLength);
            int overlapping = taken.FindIndex(other => other.Covers(subnet) || subnet.Covers(other));
            if (overlapping < 0)
            {
                free.Add(subnet);
            }

            // A lease that covers many subnets is passed in one step, lest IPv6 take for ever.
            IpPrefix passed = overlapping >= 0 && taken[overlapping].Covers(subnet) ? taken[overlapping] : subnet;
            UInt128 end = passed.Last.MinusFirstOf(cidr);
            at = end < last ? end + 1 : last + 1;
        }

        return free;
    }

    // INVARIANT: what is chosen lies in the configured range. A deleted lease of the node itself still counts as leased here,
    // for Flannel does not read the leases again.
    private LeaseKey? Fresh(LeaseRequest request)
    {
        if (request.PreviousSubnet is { } previous
            && !Leases.Any(lease => lease.Subnet == previous)
            && Admits(previous, request.PreviousSubnetV6))
        {
            return new(previous, request.PreviousSubnetV6);
        }

        if (Draw(Config.V4, Leases.Select(lease => lease.Subnet)) is not { } subnet)
        {
            return null;
        }

        if (!Config.V6.Enabled)
        {
            return new(subnet);
        }

        return Draw(Config.V6, Leases.Select(lease => lease.SubnetV6)) is { } subnetV6 ? new(subnet, subnetV6) : null;
    }

    private IpPrefix? Draw(FlannelSubnets network, IEnumerable<IpPrefix?> leased)
    {
        List<IpPrefix> candidates = Candidates(network, leased.OfType<IpPrefix>());
        return candidates.Count == 0 ? null : candidates[Pick(candidates.Count)];
    }

    private bool Admits(IpPrefix subnet, IpPrefix? subnetV6) =>
        Config.V4.Admits(subnet) && (Config.V6.Enabled ? subnetV6 is { } v6 && Config.V6.Admits(v6) : subnetV6 is null);
}
