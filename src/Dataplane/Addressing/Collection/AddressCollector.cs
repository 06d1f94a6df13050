using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>
/// Calico's garbage collection of addresses, scan by scan. An address that its pod does not have is a candidate, a candidate that
/// stays one for the grace is a leak, and a leak is released once all addresses of its handle are leaks.
/// </summary>
public sealed class AddressCollector
{
    private readonly CalicoIpam _ipam;
    private readonly LeakTracker<HeldAddress> _candidates = new();
    private readonly LeakTracker<IpPrefix> _emptyBlocks = new();

    /// <summary>A collector that has not seen anything yet.</summary>
    public AddressCollector(CalicoIpam ipam, CollectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ipam);
        _ipam = ipam;
        Options = options ?? CollectorOptions.Default;
    }

    /// <summary>How eagerly it collects.</summary>
    public CollectorOptions Options { get; }

    /// <summary>Looks at everything once and releases what is due; the clock is that of address assignment.</summary>
    public CollectionReport Scan(ClusterPresence cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        List<HeldBy> held = [.. HeldBy.AllOf(_ipam.Read())];
        HashSet<HeldAddress> suspects = Suspects(held, cluster);
        _candidates.Observe(suspects, _ipam.Now);
        HashSet<HeldAddress> leaks = [.. held.Where(holder => suspects.Contains(holder.Held) && IsLeak(holder, cluster)).Select(holder => holder.Held)];
        List<HeldAddress> due = Due(held, leaks);
        _ipam.Release(due.Select(leak => new ReleaseRequest(leak.Address) { Handle = leak.Handle, Sequence = leak.Sequence }));
        List<IpPrefix> blocks = ReleaseEmptyBlocks();
        List<string> nodes = ReleaseNodes(cluster);
        return new(
            [.. suspects.Except(leaks).Select(suspect => suspect.Address).Order()],
            [.. leaks.Except(due).Select(leak => leak.Address).Order()],
            [.. due.Select(leak => leak.Address).Order()],
            [.. blocks],
            [.. nodes]);
    }

    // A tunnel's address goes with its node only, and not while a pod of that node seems to live: then the node may as well.
    private static HashSet<HeldAddress> Suspects(List<HeldBy> held, ClusterPresence cluster)
    {
        HashSet<string?> inUse = [.. held.Where(holder => !holder.IsTunnels && !IsPodGone(holder, cluster)).Select(holder => holder.Attributes.Node)];
        return [.. held.Where(holder => holder.IsTunnels
            ? IsNodeGone(holder, cluster) && !inUse.Contains(holder.Attributes.Node)
            : IsPodGone(holder, cluster)).Select(holder => holder.Held)];
    }

    private static bool IsPodGone(HeldBy holder, ClusterPresence cluster) =>
        holder.IsPods && !cluster.Confirms(holder.Attributes, holder.Held.Address);

    private static bool IsNodeGone(HeldBy holder, ClusterPresence cluster) =>
        holder.Attributes.Node is { } node && !cluster.Nodes.Contains(node);

    private bool IsLeak(HeldBy suspect, ClusterPresence cluster) =>
        IsNodeGone(suspect, cluster)
        || (Options.Grace > TimeSpan.Zero && _candidates.HasLasted(suspect.Held, Options.Grace, _ipam.Now));

    private static List<HeldAddress> Due(List<HeldBy> held, HashSet<HeldAddress> leaks)
    {
        HashSet<string> handlesInUse = [.. held.Where(holder => !leaks.Contains(holder.Held)).Select(holder => holder.Held.Handle).OfType<string>()];
        return [.. leaks.Where(leak => leak.Handle is null || !handlesInUse.Contains(leak.Handle))];
    }

    // The last block of a node stays, since the next pod will need it.
    private List<IpPrefix> ReleaseEmptyBlocks()
    {
        List<IpPrefix> released = [];
        Dictionary<AffinityOwner, List<AddressBlock>> owned = _ipam.Read().Blocks.Where(block => block.Owner is { IsVirtual: false })
            .GroupBy(block => block.Owner!).ToDictionary(blocks => blocks.Key, blocks => blocks.ToList());
        _emptyBlocks.Observe(owned.Values.SelectMany(blocks => blocks).Where(block => block.IsEmpty).Select(block => block.Cidr), _ipam.Now);
        foreach ((AffinityOwner owner, List<AddressBlock> blocks) in owned.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            List<AddressBlock> due = blocks.FindAll(block => _emptyBlocks.HasLasted(block.Cidr, Options.Grace, _ipam.Now));
            foreach (AddressBlock block in due.Take(blocks.Count - 1).Where(block => _ipam.ReleaseAffinity(owner, block.Cidr, mustBeEmpty: true) is null))
            {
                released.Add(block.Cidr);
            }
        }

        return released;
    }

    private List<string> ReleaseNodes(ClusterPresence cluster)
    {
        IpamState state = _ipam.Read();
        HashSet<string?> inUse = [.. HeldBy.AllOf(state).Select(holder => holder.Attributes.Node)];
        List<string> gone = [.. state.Affinities.Where(affinity => !affinity.Owner.IsVirtual).Select(affinity => affinity.Owner.Name).Distinct(StringComparer.Ordinal)
            .Where(node => !cluster.Nodes.Contains(node) && !inUse.Contains(node))];
        List<string> released = gone.FindAll(node => _ipam.ReleaseHostAffinities(node, mustBeEmpty: true) is null);
        foreach (string node in Options.RemovesNodes ? _ipam.Nodes.Where(node => !cluster.Nodes.Contains(node)).ToList() : [])
        {
            _ipam.RemoveNode(node);
        }

        return released;
    }
}
